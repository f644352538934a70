/**
 * How long answers wait for the language server, in milliseconds: while it starts, for a completion and an inspection
 * when it is there, after an answer was overdue, for the signatures of matches that are there already, and for the
 * names to import, which are read once.
 *
 * JupyterLab drops a completion that takes longer than a second (`providerTimeout`): what is alive must be told by then.
 *
 * `NAVETTE_TYPES_PATIENCE`, in ms, stands for all of them where a machine is slow.
 */
export const patience = patienceFrom(Number(process.env.NAVETTE_TYPES_PATIENCE));

function patienceFrom(all: number) {
  if (all > 0) return { starting: all, completion: all, inspection: all, overdue: all, signatures: all, imports: all };
  return { starting: 800, completion: 800, inspection: 3000, overdue: 300, signatures: 15, imports: 60 };
}
