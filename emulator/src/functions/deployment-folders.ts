import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The files of a function: bytes under their path in the function's folder, with `/` between its parts. */
export type FunctionFiles = ReadonlyMap<string, Uint8Array>;

/**
 * Folders of deployed functions. Each deployment has one of its own, so that a call that runs keeps the files it began
 * with; all of them go at once.
 */
export class DeploymentFolders {
  #root: string | null = null;

  /** @param files with paths that have been checked: none leaves the folder @returns the new folder */
  write(functionName: string, files: FunctionFiles): string {
    this.#root ??= mkdtempSync(join(tmpdir(), 'cloudbase-local-functions-'));
    const folder = mkdtempSync(join(this.#root, `${functionName}-`));
    for (const [path, bytes] of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    return folder;
  }

  /** Call it only when no function runs in one of them. */
  clear(): void {
    if (this.#root !== null) rmSync(this.#root, { recursive: true, force: true, maxRetries: 3 });
    this.#root = null;
  }
}
