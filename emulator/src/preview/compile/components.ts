import { readFileSync } from 'node:fs';
import { isJsonObject } from '../../http/body.ts';
import type { AppSource } from './app-config.ts';
import type { FindingList, Place } from './findings.ts';
import { isFile } from './folders.ts';
import { type JsonFile, type JsonObject, objectAt, placeOf, readJsonFile, stringAt } from './json-file.ts';
import type { SourceTree } from './source-tree.ts';
import { isScoped, styleIsolationOf } from './style-isolation.ts';

/** A page or a component with all that defines it but its template and its style sheet. */
export interface ComponentSource {
  /** As WeChat names it: `pages/order/order`, `miniprogram_npm/tdesign-miniprogram/button/button`. */
  readonly path: string;
  readonly isPage: boolean;
  /** Absolute, without extension. */
  readonly base: string;
  readonly script: string;
  /** Prefix of its classes, if its style sheet holds for it alone. */
  readonly styleScope: string | undefined;
  /** Its JSON, where `usingComponents` is complete and names paths from the root, and `styleIsolation` is set. */
  readonly config: JsonObject;
  /** Paths of all components that it may show. */
  readonly uses: readonly string[];
}

const customTabBar = 'custom-tab-bar/index';

function isComponent(base: string): boolean {
  return isFile(`${base}.json`) || scriptOf(base) !== null;
}

function scriptOf(base: string): string | null {
  return [`${base}.ts`, `${base}.js`].find(isFile) ?? null;
}

/** Collects pages and components with all that they use; what is used comes before what uses it. */
export class ComponentCollector {
  readonly #tree: SourceTree;
  readonly #app: AppSource;
  readonly #findings: FindingList;
  readonly #seen = new Set<string>();
  readonly #collected: ComponentSource[] = [];

  constructor(tree: SourceTree, app: AppSource, findings: FindingList) {
    this.#tree = tree;
    this.#app = app;
    this.#findings = findings;
  }

  /** @param others paths of components to be collected even if no page uses them */
  collect(others: readonly string[]): readonly ComponentSource[] {
    const { json, places } = this.#app;
    for (const [page, place] of places) this.#visit(page, json.file, place);
    for (const path of others) this.#visit(path, json.file, null);
    const hasCustomTabBar = objectAt(json.value, 'tabBar')['custom'] === true;
    if (hasCustomTabBar) this.#visit(customTabBar, json.file, placeOf(json, 'tabBar'));
    return this.#collected;
  }

  /** @param file which names it, at this place */
  #visit(path: string, file: string, place: Place): void {
    if (this.#seen.has(path)) return;
    this.#seen.add(path);
    const isPage = this.#app.pages.includes(path);
    const base = this.#tree.fileOf(path);
    const script = base === null ? null : scriptOf(base);
    if (base === null || script === null || !isFile(`${base}.wxml`)) {
      const kind = isPage ? 'page' : 'component';
      const missing = script === null ? 'script (.ts or .js)' : 'template (.wxml)';
      this.#findings.error(file, place, `The ${kind} "${path}" has no ${missing}.`);
      return;
    }
    this.#collected.push(this.#read({ path, isPage, base, script }));
  }

  #read(files: Pick<ComponentSource, 'path' | 'isPage' | 'base' | 'script'>): ComponentSource {
    const { path, isPage, base, script } = files;
    const json = readJsonFile(`${base}.json`, this.#findings);
    if (!isPage && json.value['component'] !== true) {
      this.#findings.error(json.file, null, 'A component says "component": true in its JSON.');
    }
    const styleIsolation = styleIsolationOf(json.value, readFileSync(script, 'utf8'), isPage);
    const usingComponents = this.#usingComponents(path, script, json);
    const generics = this.#defaultsOfGenerics(path, json);
    return {
      ...files,
      styleScope: isScoped(styleIsolation) ? `c${this.#collected.length}` : undefined,
      config: { ...json.value, usingComponents, styleIsolation },
      uses: [...Object.values(usingComponents).map((absolute) => absolute.slice(1)), ...generics],
    };
  }

  /** Those of app.json hold in the project's own pages and components. */
  #usingComponents(path: string, script: string, json: JsonFile): Readonly<Record<string, string>> {
    const complete: Record<string, string> = {};
    if (this.#tree.isOwn(script)) this.#addComponents(complete, 'app', this.#app.json);
    this.#addComponents(complete, path, json);
    return complete;
  }

  #addComponents(complete: Record<string, string>, from: string, json: JsonFile): void {
    for (const [tag, reference] of Object.entries(objectAt(json.value, 'usingComponents'))) {
      if (typeof reference !== 'string') continue;
      const path = this.#reference(reference, from, json);
      if (path !== null) complete[tag] = `/${path}`;
    }
  }

  #defaultsOfGenerics(path: string, json: JsonFile): readonly string[] {
    const generics = Object.values(objectAt(json.value, 'componentGenerics')).filter(isJsonObject);
    return generics
      .map((generic) => stringAt(generic, 'default'))
      .map((reference) => (reference === null ? null : this.#reference(reference, path, json)))
      .filter((used) => used !== null);
  }

  #reference(reference: string, from: string, json: JsonFile): string | null {
    if (/^(dynamicLib|plugin)(-private)?:/.test(reference)) {
      const message = `"${reference}" belongs to a plugin, which the preview cannot show.`;
      this.#findings.warning(json.file, placeOf(json, reference), message);
      return null;
    }
    const path = this.#resolve(reference, from);
    if (path === null) {
      this.#findings.error(json.file, placeOf(json, reference), `There is no component "${reference}".`);
      return null;
    }
    this.#visit(path, json.file, placeOf(json, reference));
    return path;
  }

  /** A package may be named alone: its `index` is meant then. */
  #resolve(reference: string, from: string): string | null {
    const direct = this.#tree.resolve(reference, from, isComponent);
    return direct ?? this.#tree.resolve(`${reference}/index`, from, isComponent);
  }
}
