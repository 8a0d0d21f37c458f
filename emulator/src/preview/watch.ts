import { type FSWatcher, watch } from 'node:fs';
import { sep } from 'node:path';

/** An editor writes a file in several steps, and often several files at once. */
const quietMs = 120;
const retryMs = 1_000;

/** Written by tools (npm packages, version control, editors), or of no effect (tests). */
const noise = /(^|\/)(miniprogram_npm|node_modules|\.[^/]*)(\/|$)|~$|\.test\.ts$|\.swp$/;

/** Whether a change of this file, relative to the mini-program's folder, calls for another build. */
export function isSource(path: string): boolean {
  return !noise.test(path.split(sep).join('/'));
}

/**
 * Calls `onChange` a moment after sources below `root` have changed. The folder may be absent, or go and come back.
 * @returns a function that ends it
 */
export function watchSources(root: string, onChange: () => void): () => void {
  let watcher: FSWatcher | null = null;
  let quiet: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;

  function open(): void {
    try {
      watcher = watch(root, { recursive: true }, (_event, path) => {
        if (path !== null && !isSource(path)) return;
        clearTimeout(quiet);
        quiet = setTimeout(onChange, quietMs);
      });
      watcher.on('error', reopen);
    } catch {
      reopen();
    }
  }

  function reopen(): void {
    watcher?.close();
    watcher = null;
    clearTimeout(retry);
    retry = setTimeout(() => {
      open();
      if (watcher) onChange();
    }, retryMs).unref();
  }

  open();
  return () => {
    watcher?.close();
    clearTimeout(quiet);
    clearTimeout(retry);
  };
}
