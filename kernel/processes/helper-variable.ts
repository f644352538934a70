/**
 * Environment variable of the programs that help a kernel, beside the process of cells; its value is the control
 * process's id. Where that is killed, the process of cells ends them.
 */
export const helperVariable = "NAVETTE_HELPER_OF";
