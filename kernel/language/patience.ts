/**
 * How long answers wait for the language server, in milliseconds: while it starts, when it is there, after an answer
 * was overdue, and for the signatures of matches that are there already.
 *
 * `NAVETTE_TYPES_PATIENCE`, in ms, stands for all of them where a machine is slow.
 */
export const patience = patienceFrom(Number(process.env.NAVETTE_TYPES_PATIENCE));

function patienceFrom(all: number) {
  if (all > 0) return { starting: all, ready: all, overdue: all, signatures: all };
  return { starting: 800, ready: 3000, overdue: 300, signatures: 60 };
}
