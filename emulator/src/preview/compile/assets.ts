import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const media = /\.(png|jpe?g|gif|svg|webp|mp3|m4a|aac|wav|mp4)$/i;

/** Images and sounds below the root, by path. */
export function readAssets(root: string): ReadonlyMap<string, Uint8Array> {
  const assets = new Map<string, Uint8Array>();
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== 'node_modules') folders.push(file);
      if (entry.isFile() && media.test(entry.name)) {
        assets.set(relative(root, file).split(sep).join('/'), readFileSync(file));
      }
    }
  }
  return assets;
}
