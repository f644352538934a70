import { Command } from "commander";
import { examineJupyter } from "./examine-jupyter.ts";
import { examineMachine } from "./examine-machine.ts";
import { examineRuntime } from "./examine-runtime.ts";
import { formatFindings } from "./finding.ts";
import type { CommandContext } from "./main.ts";

/** `navette doctor`: says what is found, what is missing and what to do. */
export function doctorCommand({ fail }: CommandContext): Command {
  return new Command("doctor")
    .description("say what is found, what is missing, and what to do")
    .addHelpText(
      "after",
      "\nThe exit code is 1 when something is wrong (✘); what is only missing (–) may not be needed.",
    )
    .action(async () => {
      const findings = [...(await examineRuntime()), ...examineJupyter(), ...(await examineMachine())];
      const problems = findings.filter(({ state }) => state === "problem").length;
      console.log(formatFindings(findings));
      console.log(problems === 0 ? "\nThe kernel can work here." : `\n${problems} to put right, marked ✘.`);
      if (problems > 0) fail();
    });
}
