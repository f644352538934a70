/** One thing that `navette doctor` looked at. */
export interface Finding {
  /** What was looked at, such as "Node". */
  subject: string;
  /** `problem`: the kernel can't work so; `missing`: something is not there that not everybody needs. */
  state: "ok" | "missing" | "problem";
  /** What was found. */
  found: string;
  /** What to do, where something is not right. */
  nextStep?: string;
}

/** Writes findings as a person reads them: state, subject, what was found, and below it what to do. */
export function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  return findings
    .flatMap(({ subject, state, found, nextStep }) => [
      `${marks[state]} ${subject.padEnd(width)}  ${found}`,
      ...(nextStep ? [`  ${"".padEnd(width)}  → ${nextStep}`] : []),
    ])
    .join("\n");
}

const marks = { ok: "✔", missing: "–", problem: "✘" } as const;
