import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isJsonObject } from '../../http/body.ts';
import type { FindingList, Place } from './findings.ts';
import { isFile } from './folders.ts';
import {
  type JsonFile,
  type JsonObject,
  listAt,
  objectAt,
  placeOf,
  readJsonFile,
  stringAt,
  stringsAt,
} from './json-file.ts';
import type { SourceTree } from './source-tree.ts';

/** `app.json`, as the runtime gets it. */
export interface AppSource {
  readonly json: JsonFile;
  /** With `theme`: what theme.json says of light and dark. `@name` values stay for the runtime, which knows the theme. */
  readonly config: JsonObject;
  /** Paths of all pages, those of subpackages included. */
  readonly pages: readonly string[];
  /** Where app.json names each of them. */
  readonly places: ReadonlyMap<string, Place>;
}

/** @throws Error if there is no app.json: nothing can be compiled then */
export function readApp(tree: SourceTree, findings: FindingList): AppSource {
  const file = join(tree.root, 'app.json');
  if (!existsSync(file)) throw new Error(`${file} is missing: it lists the pages of a mini-program`);
  const json = readJsonFile(file, findings);
  const places = placesOfPages(json);
  const pages = [...places.keys()];
  if (pages.length === 0 && findings.list().length === 0) {
    findings.error(file, null, 'app.json names no page in "pages".');
  }
  const theme = readTheme(tree, json, findings);
  checkTabBar(tree, json, theme, pages, findings);
  return { json, config: theme ? { ...json.value, theme: theme.value } : json.value, pages, places };
}

function placesOfPages(json: JsonFile): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const page of stringsAt(json.value, 'pages')) places.set(page, placeOf(json, page));
  // Both spellings are accepted (https://developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html).
  const subpackages = [...listAt(json.value, 'subPackages'), ...listAt(json.value, 'subpackages')];
  for (const subpackage of subpackages.filter(isJsonObject)) {
    const root = stringAt(subpackage, 'root') ?? '';
    for (const page of stringsAt(subpackage, 'pages')) {
      places.set(posix.join(root, page), placeOf(json, page, root));
    }
  }
  return places;
}

/**
 * The variables of light and dark mode; every `@name` in use must be defined for both
 * (https://developers.weixin.qq.com/miniprogram/dev/framework/ability/darkmode.html).
 */
function readTheme(tree: SourceTree, app: JsonFile, findings: FindingList): JsonFile | null {
  const location = stringAt(app.value, 'themeLocation');
  const file = location === null ? null : join(tree.root, location);
  if (file !== null && !isFile(file)) {
    findings.error(app.file, placeOf(app, location ?? ''), `There is no theme file "${location}".`);
  }
  const theme = file !== null && isFile(file) ? readJsonFile(file, findings) : null;
  for (const value of variablesIn([objectAt(app.value, 'window'), objectAt(app.value, 'tabBar')])) {
    for (const mode of ['light', 'dark']) {
      if (theme && value.slice(1) in objectAt(theme.value, mode)) continue;
      const message = `The theme file does not define "${value}" for "${mode}".`;
      findings.error(app.file, placeOf(app, value), message);
    }
  }
  return theme;
}

function variablesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('@') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(variablesIn) : [];
}

function checkTabBar(
  tree: SourceTree,
  app: JsonFile,
  theme: JsonFile | null,
  pages: readonly string[],
  findings: FindingList,
): void {
  for (const item of listAt(objectAt(app.value, 'tabBar'), 'list').filter(isJsonObject)) {
    const page = stringAt(item, 'pagePath') ?? '';
    if (!pages.includes(page)) {
      findings.error(
        app.file,
        placeOf(app, page),
        `The tab bar opens "${page}", which is not among the pages.`,
      );
    }
    for (const key of ['iconPath', 'selectedIconPath']) {
      for (const icon of iconsNamed(stringAt(item, key), theme)) {
        if (isFile(join(tree.root, icon))) continue;
        findings.error(app.file, placeOf(app, icon), `The tab bar's icon "${icon}" does not exist.`);
      }
    }
  }
}

function iconsNamed(value: string | null, theme: JsonFile | null): readonly string[] {
  if (value === null || !value.startsWith('@')) return value === null ? [] : [value];
  const modes = theme === null ? [] : [objectAt(theme.value, 'light'), objectAt(theme.value, 'dark')];
  return modes.map((mode) => stringAt(mode, value.slice(1))).filter((icon) => icon !== null);
}
