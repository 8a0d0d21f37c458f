import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface FixtureFunction {
  /** CommonJS source of the bundle. Absent = not built. */
  readonly code?: string;
  /** Its entry in cloudbaserc.json, but for the name. */
  readonly config?: Readonly<Record<string, unknown>>;
}

export interface Fixture {
  readonly functions?: Readonly<Record<string, FixtureFunction>>;
  readonly collections?: readonly string[];
  readonly personas?: readonly unknown[];
  /** `due` of database/collections.json. */
  readonly due?: readonly unknown[];
  readonly seed?: Readonly<Record<string, readonly unknown[]>>;
  /** Other fields of cloudbaserc.json. */
  readonly config?: Readonly<Record<string, unknown>>;
}

const nodeModules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Writes a project into a folder of its own. The functions can require what this repository has installed. */
export function writeProject(fixture: Fixture): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'emulator-project-'));
  const functions = Object.entries(fixture.functions ?? {});
  write(dir, 'cloudbaserc.json', {
    envId: 'fixture-env',
    functionRoot: 'dist',
    functions: functions.map(([name, { config }]) => ({ name, ...config })),
    ...fixture.config,
  });
  for (const [name, { code }] of functions) {
    if (code !== undefined) write(dir, `dist/${name}/index.js`, code);
  }
  const collections = (fixture.collections ?? []).map((collectionName) => ({ collectionName }));
  write(dir, 'database/collections.json', { collections, due: fixture.due });
  for (const [name, documents] of Object.entries(fixture.seed ?? {})) {
    write(dir, `database/seed/${name}.json`, documents);
  }
  if (fixture.personas) write(dir, 'database/personas.json', fixture.personas);
  symlinkSync(nodeModules, join(dir, 'node_modules'), 'junction');
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }) };
}

export function write(dir: string, path: string, content: unknown): void {
  const file = join(dir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}
