import type { LoggerInterface } from "vega";

/** A logger that keeps what Vega and Vega-Lite say of a plot. */
export interface RecordingLogger extends LoggerInterface {
  readonly warnings: string[];
  readonly errors: string[];
}

/** Remarks that are true of every chart drawn without a browser. */
const withoutBrowser = /^Can not resolve event source|^Loading failed/;

/** Returns a logger for one plot. */
export function recordingLogger(): RecordingLogger {
  const warnings: string[] = [];
  const errors: string[] = [];
  const logger: RecordingLogger = {
    warnings,
    errors,
    level: () => logger,
    error(...parts) {
      errors.push(written(parts));
      return logger;
    },
    warn(...parts) {
      const warning = written(parts);
      if (!withoutBrowser.test(warning) && !warnings.includes(warning)) warnings.push(warning);
      return logger;
    },
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}

function written(parts: readonly unknown[]): string {
  return parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" ");
}
