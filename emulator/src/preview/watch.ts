import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** An editor writes a file in several steps, and often several files at once. */
const quietMs = 120;
const retryMs = 1_000;

/** Written by tools (npm packages, version control, editors), or of no effect (tests). */
const noise = /(^|\/)(miniprogram_npm|node_modules|\.[^/]*)(\/|$)|~$|\.test\.ts$|\.swp$/;

/**
 * On Linux Node watches a tree file by file, and loses a file that is replaced by another of its name, as version
 * control and many editors do. A folder tells of all files in it, whichever they are.
 */
const isRecursive = process.platform !== 'linux';

/** Whether a change of this file, relative to the mini-program's folder, calls for another build. */
export function isSource(path: string): boolean {
  return !noise.test(path.split(sep).join('/'));
}

/**
 * Calls `onChange` a moment after sources below `root` have changed. The folder may be absent, or go and come back.
 * @returns a function that ends it
 */
export function watchSources(root: string, onChange: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  let quiet: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;

  /** Watches the folders that are there by now, and none that has gone. */
  function follow(): void {
    const folders = foldersBelow(root);
    for (const [identity, watcher] of watchers) if (!folders.has(identity)) forget(identity, watcher);
    for (const [identity, folder] of folders) if (!watchers.has(identity)) open(identity, folder);
    clearTimeout(retry);
    if (watchers.size < Math.max(1, folders.size)) retry = setTimeout(followAgain, retryMs).unref();
  }

  function followAgain(): void {
    const before = watchers.size;
    follow();
    if (watchers.size > before) onChange();
  }

  function open(identity: string, folder: string): void {
    try {
      const watcher = watch(folder, { recursive: isRecursive }, (_event, name) => {
        if (name === null || isSource(relative(root, join(folder, name)))) changed();
      });
      watchers.set(identity, watcher);
      watcher.on('error', () => {
        forget(identity, watcher);
        changed();
      });
    } catch {
      // It has just gone, or the system watches no more of them: tried again.
    }
  }

  function forget(identity: string, watcher: FSWatcher): void {
    watchers.delete(identity);
    watcher.close();
  }

  function changed(): void {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      follow();
      onChange();
    }, quietMs);
  }

  follow();
  return () => {
    clearTimeout(quiet);
    clearTimeout(retry);
    for (const [identity, watcher] of watchers) forget(identity, watcher);
  };
}

/** The folders to be watched. Their identities tell apart one that was removed from another at the same place. */
function foldersBelow(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (!stats?.isDirectory()) continue;
    found.set(`${stats.ino} ${folder}`, folder);
    if (!isRecursive) waiting.push(...subfoldersOf(root, folder));
  }
  return found;
}

function subfoldersOf(root: string, folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name))
      .filter((path) => isSource(relative(root, path)));
  } catch {
    // It has gone since it was listed.
    return [];
  }
}
