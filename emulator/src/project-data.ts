import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectionCatalog, parseCatalog } from './database/index.ts';

export interface ProjectData {
  readonly catalog: CollectionCatalog;
  /** Documents by collection, in extended JSON. */
  readonly seed: ReadonlyMap<string, readonly unknown[]>;
}

/**
 * Reads `database/collections.json` and `database/seed/<collection>.json`; either may be absent.
 * @throws Error that names the file
 */
export function readProjectData(projectDir: string): ProjectData {
  const folder = join(projectDir, 'database');
  const catalogFile = join(folder, 'collections.json');
  const seedFolder = join(folder, 'seed');
  const catalog = readJson(catalogFile, parseCatalog) ?? parseCatalog({ collections: [] });
  const seed = new Map<string, readonly unknown[]>();
  for (const file of existsSync(seedFolder) ? readdirSync(seedFolder) : []) {
    if (!file.endsWith('.json')) continue;
    seed.set(file.slice(0, -'.json'.length), readJson(join(seedFolder, file), documentList) ?? []);
  }
  return { catalog, seed };
}

function documentList(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new Error('it must hold a list of documents');
  return json;
}

function readJson<T>(path: string, parse: (json: unknown) => T): T | null {
  if (!existsSync(path)) return null;
  try {
    return parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`${path} is not valid: ${error instanceof Error ? error.message : String(error)}`);
  }
}
