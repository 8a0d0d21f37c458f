import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectionCatalog, parseCatalog } from './database/index.ts';
import { isJsonObject } from './http/body.ts';
import type { Persona } from './persona.ts';

export interface ProjectData {
  readonly catalog: CollectionCatalog;
  /** Documents by collection, in extended JSON. */
  readonly seed: ReadonlyMap<string, readonly unknown[]>;
  readonly personas: readonly Persona[];
}

/**
 * Reads `database/collections.json`, `database/seed/<collection>.json` and `database/personas.json`; each may be
 * absent.
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
  const personas = readJson(join(folder, 'personas.json'), personaList) ?? [];
  return { catalog, seed, personas };
}

/** What a new environment of the project begins with: no collection, so nothing in any. */
export function withoutContents({ catalog, personas }: ProjectData): ProjectData {
  return { catalog: { ...catalog, collections: [] }, seed: new Map(), personas };
}

function personaList(json: unknown): readonly Persona[] {
  return documentList(json).map((each) => {
    const { openid, name, role } = isJsonObject(each) ? each : {};
    if (typeof openid !== 'string' || typeof name !== 'string' || typeof role !== 'string') {
      throw new Error('each person must have an openid, a name and a role');
    }
    return { openid, name, role };
  });
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
