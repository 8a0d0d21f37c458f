import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig } from './configuration.ts';
import type { Finding } from './finding.ts';
import { type Reference, referencesOf } from './references.ts';
import { isFile, resolve } from './resolve.ts';
import { readUnits, type Unit } from './units.ts';

/** A mini-program as WeChat would see it: everything that can be reached from app.json. */
export interface Project {
  readonly projectDir: string;
  /** The folder with app.json. */
  readonly root: string;
  readonly app: AppConfig;
  readonly units: readonly Unit[];
  /** By path relative to the root. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** What was wrong with the .json files when they were read. */
  readonly findings: readonly Finding[];
}

export interface SourceFile {
  readonly path: string;
  readonly references: readonly ResolvedReference[];
}

export interface ResolvedReference extends Reference {
  /** The file that is meant; null if it is not there; begins with `..` if it lies outside. */
  readonly target: string | null;
}

const OF_A_UNIT = ['.ts', '.js', '.json', '.wxml', '.wxss'];

/** @throws Error if there is no mini-program at all */
export function readProject(projectDir: string): Project {
  const root = join(projectDir, 'miniprogram');
  if (!existsSync(join(root, 'app.json'))) throw new Error('miniprogram/app.json is not there');
  const { app, units, findings } = readUnits(root);
  return { projectDir, root, app, units, files: reachableFiles(root, app, units), findings };
}

function reachableFiles(root: string, app: AppConfig, units: readonly Unit[]): Map<string, SourceFile> {
  const byJson = new Map(units.map((unit) => [`${unit.path}.json`, unit]));
  const files = new Map<string, SourceFile>();
  const waiting = units.flatMap((unit) => filesOf(root, unit));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const unit = byJson.get(path);
    const references = unit ? namedIn(root, unit, app) : writtenIn(root, path);
    files.set(path, { path, references });
    waiting.push(...references.flatMap(({ target }) => (target === null || isOutside(target) ? [] : target)));
  }
  return files;
}

export const isOutside = (path: string): boolean => path.startsWith('..');

/** A unit's script may be TypeScript or JavaScript; if it is there twice, WeChat takes the first. */
export function filesOf(root: string, unit: Unit): string[] {
  const found = OF_A_UNIT.map((ending) => unit.path + ending).filter((file) => isFile(join(root, file)));
  return found.includes(`${unit.path}.ts`) ? found.filter((file) => file !== `${unit.path}.js`) : found;
}

function writtenIn(root: string, path: string): ResolvedReference[] {
  return referencesOf(path, readFileSync(join(root, path), 'utf8')).map((reference) => ({
    ...reference,
    target: resolve(root, path, reference.kind, reference.specifier),
  }));
}

function namedIn(root: string, unit: Unit, app: AppConfig): ResolvedReference[] {
  const components = unit.components.map(({ specifier, line, path }) => ({
    kind: 'component' as const,
    specifier,
    line: line ?? 1,
    target: path === null ? null : `${path}.json`,
  }));
  return unit.kind === 'app' ? [...components, ...dataOf(root, app)] : components;
}

/** What only app.json names. */
function dataOf(root: string, app: AppConfig): ResolvedReference[] {
  const icons = (app.tabBar?.list ?? []).flatMap(({ iconPath, selectedIconPath }) => [
    iconPath,
    selectedIconPath,
  ]);
  return [app.sitemapLocation, app.themeLocation, ...icons].flatMap((specifier) =>
    specifier === undefined || specifier.startsWith('@')
      ? []
      : [{ kind: 'data' as const, specifier, line: 1, target: resolve(root, 'app.json', 'data', specifier) }],
  );
}
