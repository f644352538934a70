/** What the tests read of JupyterLab's own application, as `--LabApp.expose_app_in_browser` hands it to the page. */
export interface LabApplication {
  readonly commands: { execute(id: string, args: Readonly<Record<string, unknown>>): Promise<unknown> };
  readonly shell: { readonly currentWidget: NotebookPanel | null };
}

export interface NotebookPanel {
  readonly sessionContext?: {
    readonly kernelDisplayStatus: string;
    readonly session: { readonly kernel: { readonly id: string; readonly name: string } | null } | null;
  };
  readonly content: {
    readonly widgets?: readonly CellWidget[];
    activeCellIndex: number;
    scrollToItem?(index: number, align: "start" | "center"): Promise<void>;
  };
}

export interface CellWidget {
  readonly model: {
    readonly id: string;
    readonly type: "code" | "markdown" | "raw";
    readonly sharedModel: { getSource(): string };
    getMetadata(name: "tags"): readonly string[] | undefined;
    readonly executionCount?: number | null;
    readonly executionState?: "idle" | "running";
    readonly outputs?: { toJSON(): readonly CellOutput[] };
  };
}

/** An output as the notebook's file holds it. */
export interface CellOutput {
  readonly output_type: "stream" | "display_data" | "execute_result" | "error";
  readonly data?: Readonly<Record<string, unknown>>;
  readonly text?: string | readonly string[];
  readonly ename?: string;
  readonly evalue?: string;
}
