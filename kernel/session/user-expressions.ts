/** The expressions that a client wants evaluated after a cell, and their results in the reply. */
import { CellSyntaxError, compileCell, type DeclaredNames } from "../cells/compile/index.ts";
import type { ErrorReport, UserExpression, UserExpressionResult } from "../pipe/protocol.ts";
import type { Json } from "../wire/message.ts";
import { syntaxReport } from "./syntax-report.ts";

const evalue = "an expression is a text";
const noText: ErrorReport = { ename: "TypeError", evalue, trace: `TypeError: ${evalue}` };

/** Compiles the `user_expressions` of a request; one that can't be compiled becomes an error of its own. */
export async function compileExpressions(expressions: unknown, declared: DeclaredNames): Promise<UserExpression[]> {
  if (typeof expressions !== "object" || expressions === null) return [];
  return Promise.all(
    Object.entries(expressions).map(async ([name, source]) => {
      const url = `In[${name}]`;
      if (typeof source !== "string") return { name, failure: noText };
      try {
        const { code } = await compileCell(source, { url, declared });
        return { name, code };
      } catch (error) {
        if (!(error instanceof CellSyntaxError)) throw error;
        return { name, failure: syntaxReport(error, url) };
      }
    }),
  );
}

/** Content of `user_expressions` in an execute_reply. */
export function expressionResults(
  results: Readonly<Record<string, UserExpressionResult>>,
  errorContent: (error: ErrorReport) => Json,
): Json {
  return Object.fromEntries(
    Object.entries(results).map(([name, result]) => [
      name,
      result.status === "error" ? { status: "error", ...errorContent(result.error) } : result,
    ]),
  );
}
