import { median } from "./median.ts";
import { progress } from "./progress.ts";
import { absent, report } from "./report.ts";

/** Figures of one round by their names, which tell the unit. */
export type Figures = Readonly<Record<string, number>>;

export interface SideBySide {
  readonly id: string;
  readonly title: string;
  readonly rounds: number;
  navette(): Promise<Figures>;
  readonly peer: { readonly name: string; measure(): Promise<Figures> };
}

/**
 * Measures ours and a peer's figures in turn, and reports them beside each other. Ratios are taken within each round, so that
 * the machine's moods cancel out. A peer that fails is named as absent, and isn't asked again.
 */
export async function sideBySide({ id, title, rounds, navette, peer }: SideBySide): Promise<void> {
  const ours: Figures[] = [];
  const theirs: Figures[] = [];
  let isThere = true;
  for (let round = 0; round < rounds; round++) {
    progress(`${title}: round ${round + 1} of ${rounds}`);
    ours.push(await navette());
    if (!isThere) continue;
    try {
      theirs.push(await peer.measure());
    } catch (error) {
      isThere = false;
      absent(`${peer.name} (${error instanceof Error ? error.message.split("\n")[0] : error})`);
    }
  }
  report({
    id,
    title,
    rounds,
    columns: [
      { key: "navette", title: "Navette" },
      { key: "peer", title: peer.name },
      { key: "ratio", title: `Navette ÷ ${peer.name}` },
    ],
    rows: Object.keys(ours[0] ?? {}).map((name) => {
      const [own = [], other = []] = [ours, theirs].map((all) => all.flatMap((figures) => figures[name] ?? []));
      const ratios = other.map((value, round) => (own[round] ?? Number.NaN) / value);
      return {
        key: name,
        name,
        cells: {
          navette: median(own),
          ...(other.length > 0 && { peer: median(other), ratio: median(ratios) }),
        },
      };
    }),
  });
}
