import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Paths of all components in the project's own folders, also those that no page uses yet. */
export function findComponents(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith('.json') && !/(^|\/)(node_modules|miniprogram_npm)\//.test(name))
    .filter((name) => /"component"\s*:\s*true/.test(readFileSync(join(root, name), 'utf8')))
    .map((name) => name.slice(0, -'.json'.length));
}
