/** Puts bodies that were received whole under their final names. */
export interface Saver extends AsyncDisposable {
  /**
   * Writes the pieces under the temporary name `part`, then gives the file its final name.
   *
   * Rejects with the system's error, when nothing is left under the temporary name.
   */
  save(part: string, file: string, pieces: readonly Uint8Array[]): Promise<void>;
}
