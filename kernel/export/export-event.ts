/** What `export.py` tells, one JSON object a line. */
export type ExportEvent =
  | { event: "start"; notebook: string; count: number }
  | { event: "cell"; notebook: string; number: number; count: number; seconds: number; line: string }
  | { event: "ran"; notebook: string; count: number; seconds: number }
  | { event: "done"; notebook: string; page: string }
  | { event: "failed"; notebook: string; page: string; number: number; count: number; line: string; traceback: string }
  | { event: "broken"; notebook: string; reason: string }
  | { event: "gallery"; page: string; count: number }
  | { event: "index"; page: string; count: number };
