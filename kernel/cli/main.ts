import { Command, CommanderError } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { doctorCommand } from "./doctor-command.ts";
import { exportCommand } from "./export-command.ts";
import { installCommand } from "./install-command.ts";
import { labCommand } from "./lab-command.ts";
import { resetCommand } from "./reset-command.ts";
import { uninstallCommand } from "./uninstall-command.ts";
import { workerCommand } from "./worker-command.ts";

/** What every subcommand gets beside its own arguments. */
export interface CommandContext {
  /** Aborts when this process is told to stop. */
  signal: AbortSignal;
  /** What stands after `--`: arguments for the program that the subcommand runs. */
  passedOn: readonly string[];
  /** Sets the exit code of a command that did its work and has bad news. */
  fail(): void;
}

/**
 * Runs the `navette` command.
 *
 * @param args the command line without the program's own name
 * @param signal aborts when this process is told to stop; the subcommand then ends what it started
 * @returns the exit code
 * @throws NavetteError or Failure, each with the next step in its message
 */
export async function main(args: readonly string[], signal: AbortSignal): Promise<number> {
  const separator = args.indexOf("--");
  const own = separator === -1 ? args : args.slice(0, separator);
  let exitCode = 0;
  const context: CommandContext = {
    signal,
    passedOn: separator === -1 ? [] : args.slice(separator + 1),
    fail() {
      exitCode = 1;
    },
  };
  try {
    await program(context).parseAsync(own, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said what there is to say: help, version, or what is wrong with the arguments.
    return error.exitCode;
  }
  return exitCode;
}

function program(context: CommandContext): Command {
  const navette = new Command("navette")
    .description("A TypeScript kernel for Jupyter, and the course that comes with it.")
    .version(manifest.version, "-V, --version")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: false })
    .exitOverride()
    .showHelpAfterError('(add --help to see what there is; arguments for JupyterLab go after "--")');
  for (const make of [
    installCommand,
    uninstallCommand,
    labCommand,
    exportCommand,
    resetCommand,
    workerCommand,
    doctorCommand,
  ]) {
    const command = make(context).copyInheritedSettings(navette);
    navette.addCommand(command);
  }
  return navette;
}
