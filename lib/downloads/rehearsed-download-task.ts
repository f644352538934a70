/** The task of threads that are started beforehand: they have rehearsed it when this module is loaded. */
import { rehearse } from "./rehearse.ts";

export { downloadInThread } from "./download-task.ts";

await rehearse();
