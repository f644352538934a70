/** Environment variable that every process of a kernel's user code inherits; its value is the kernel's own. */
export const sessionVariable = "NAVETTE_SESSION";
