import { NavetteError } from "../../lib/errors/navette-error.ts";

/**
 * Why a plot could not be drawn:
 *
 * - `ERR_NAVETTE_PLOT_SPEC`: the specification is wrong; `field` is the path of what is wrong in it;
 * - `ERR_NAVETTE_PLOT_DATA`: it asks for a file or an address, which the renderer never loads;
 * - `ERR_NAVETTE_PLOT_SIZE`: it is too large;
 * - `ERR_NAVETTE_PLOT_TIME`: drawing it took too long;
 * - `ERR_NAVETTE_PLOT_RENDERER`: the renderer ended, for want of memory or because it was closed.
 */
export type PlotErrorCode = `ERR_NAVETTE_PLOT_${"SPEC" | "DATA" | "SIZE" | "TIME" | "RENDERER"}`;

/** A plot that could not be drawn. */
export class PlotError extends NavetteError {
  declare readonly code: PlotErrorCode;
  /** Path of the wrong value in the specification, such as `encoding.x.field`, where it is known. */
  readonly field: string | undefined;

  constructor(code: PlotErrorCode, message: string, options?: ErrorOptions & { field?: string | undefined }) {
    super(code, message, options);
    this.name = "PlotError";
    this.field = options?.field;
  }
}
