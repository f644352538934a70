import type { ExploredState, Move } from "./explore.ts";

/** A node of the drawing: a state, and where it is; x from 0 to 1, y in operations. */
export interface Placed {
  readonly state: ExploredState;
  readonly x: number;
  readonly y: number;
  /** Whether an earlier state on the way here is broken. */
  readonly isLost: boolean;
}

export interface PlacedMove {
  readonly from: Placed;
  readonly to: Placed;
  readonly move: Move;
}

export interface TreeLayout {
  /** One leaf for each interleaving, or equal states drawn as one. */
  readonly way: "tree" | "merged";
  readonly nodes: readonly Placed[];
  readonly edges: readonly PlacedMove[];
  readonly leaves: number;
  /** Whether states are left out at the bottom. */
  readonly isCut: boolean;
}

/** The most leaves of a tree, and states of a merged drawing, that can still be told apart. */
const most = { leaves: 100, states: 300 };

/** Places the states: as a tree where it isn't too wide, else with equal states drawn as one. */
export function layOut(root: ExploredState): TreeLayout {
  return root.orders <= most.leaves ? tree(root) : merged(root);
}

function tree(root: ExploredState): TreeLayout {
  const nodes: Placed[] = [];
  const edges: PlacedMove[] = [];
  let leaves = 0;

  function place(state: ExploredState, isLost: boolean): Placed {
    const below = state.moves.map((move) => ({ move, to: place(move.to, isLost || state.isBroken) }));
    const x = below.length === 0 ? leaves++ + 0.5 : ((below[0]?.to.x ?? 0) + (below.at(-1)?.to.x ?? 0)) / 2;
    const placed = { state, x, y: state.depth, isLost };
    nodes.push(placed);
    for (const { move, to } of below) edges.push({ from: placed, to, move });
    return placed;
  }

  place(root, false);
  return { way: "tree", nodes, edges, leaves, isCut: false };
}

function merged(root: ExploredState): TreeLayout {
  const placed = new Map<ExploredState, Placed>();
  const edges: PlacedMove[] = [];
  let layer: { state: ExploredState; wish: number; isLost: boolean }[] = [{ state: root, wish: 0.5, isLost: false }];
  let isCut = false;
  while (layer.length > 0) {
    if (placed.size + layer.length > most.states) {
      isCut = true;
      break;
    }
    layer.sort((a, b) => a.wish - b.wish);
    for (const [at, { state, isLost }] of layer.entries()) {
      placed.set(state, { state, x: (at + 0.5) / layer.length, y: state.depth, isLost });
    }
    const next = new Map<ExploredState, { sum: number; count: number; isLost: boolean }>();
    for (const { state, isLost } of layer) {
      const x = placed.get(state)?.x ?? 0.5;
      for (const { to } of state.moves) {
        const { sum, count, isLost: others } = next.get(to) ?? { sum: 0, count: 0, isLost: true };
        next.set(to, { sum: sum + x, count: count + 1, isLost: others && (isLost || state.isBroken) });
      }
    }
    layer = [...next].map(([state, { sum, count, isLost }]) => ({ state, wish: sum / count, isLost }));
  }
  for (const from of placed.values()) {
    for (const move of from.state.moves) {
      const to = placed.get(move.to);
      if (to !== undefined) edges.push({ from, to, move });
    }
  }
  return { way: "merged", nodes: [...placed.values()], edges, leaves: 1, isCut };
}
