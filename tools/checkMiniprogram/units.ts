import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppConfig, type ComponentConfig, pagesOf } from './configuration.ts';
import { type Finding, lineAt, lineOf } from './finding.ts';
import { isFile, resolve } from './resolve.ts';

/** The app, a page or a component: files of one name. */
export interface Unit {
  readonly kind: 'app' | 'page' | 'component';
  /** Relative to the mini-program's root, without extension. */
  readonly path: string;
  readonly config: ComponentConfig;
  readonly components: readonly UsedComponent[];
}

/** An entry of `usingComponents`, or of `componentGenerics` with a default. */
export interface UsedComponent {
  readonly tag: string;
  readonly specifier: string;
  /** Of the component's .json in the text of the unit's own. */
  readonly line: number | null;
  /** Its path without extension; null if it is not there. */
  readonly path: string | null;
}

interface Json<Shape> {
  readonly value: Shape;
  readonly text: string;
}

/** The app and all units that can be reached from its pages, and what is wrong with their .json. */
export function readUnits(root: string): { app: AppConfig; units: Unit[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const app = readJson<AppConfig>(root, 'app.json', findings);
  const units = new Map<string, Unit>();
  const add = (kind: Unit['kind'], path: string, json: Json<ComponentConfig>): void => {
    const components = componentsOf(root, `${path}.json`, json);
    units.set(path, { kind, path, config: json.value, components });
    for (const component of components) {
      if (component.path === null || units.has(component.path)) continue;
      add('component', component.path, readJson(root, `${component.path}.json`, findings));
    }
  };
  add('app', 'app', app);
  for (const page of pagesOf(app.value)) {
    if (isFile(join(root, `${page}.json`))) add('page', page, readJson(root, `${page}.json`, findings));
    else add('page', page, { value: {}, text: '' });
  }
  if (app.value.tabBar?.custom) {
    const bar = 'custom-tab-bar/index';
    if (!units.has(bar)) add('component', bar, readJson(root, `${bar}.json`, findings));
  }
  return { app: app.value, units: [...units.values()], findings };
}

function componentsOf(root: string, file: string, { value, text }: Json<ComponentConfig>): UsedComponent[] {
  const generics = Object.entries(value.componentGenerics ?? {}).flatMap(([tag, generic]) =>
    typeof generic === 'object' && generic.default !== undefined ? [[tag, generic.default] as const] : [],
  );
  return [...Object.entries(value.usingComponents ?? {}), ...generics].map(([tag, specifier]) => ({
    tag,
    specifier,
    line: lineOf(text, `"${tag}"`),
    path: resolve(root, file, 'component', specifier)?.replace(/\.json$/, '') ?? null,
  }));
}

/** What a .json holds; nothing, with a finding, where it cannot be read. */
function readJson<Shape extends object>(
  root: string,
  file: string,
  findings: Finding[],
): Json<Shape | never> {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : null;
  const nothing = { value: {} as Shape, text: text ?? '' };
  if (text === null) {
    findings.push({ file, line: null, message: 'is not there' });
    return nothing;
  }
  try {
    return { value: JSON.parse(text), text };
  } catch (error) {
    findings.push({ file, line: lineOfError(text, error), message: `is no JSON: ${messageOf(error)}` });
    return nothing;
  }
}

/** V8 says at which character it stopped. */
function lineOfError(text: string, error: unknown): number | null {
  const position = /at position (\d+)/.exec(messageOf(error))?.[1];
  return position === undefined ? null : lineAt(text, Number(position));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
