import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Pictures of seed data, whose addresses are at hosts that exist nowhere: `https://shop.example.com/goods/tea.svg` is
 * `shop.example.com/goods/tea.svg` in this folder.
 * @param path what follows the folder; no path leaves it
 * @returns undefined if there is no such file
 */
export function readPicture(folder: string, path: string): Uint8Array | undefined {
  const file = join(folder, path);
  const inside = file.startsWith(folder + sep);
  return inside && existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined;
}
