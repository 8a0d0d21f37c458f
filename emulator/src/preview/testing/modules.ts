import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Analysis, analyze } from '../compile/analyze.ts';
import type { ComponentSource } from '../compile/components.ts';
import type { Finding } from '../compile/findings.ts';
import { isFile } from '../compile/folders.ts';
import { scriptImports } from '../compile/script-imports.ts';
import { findComponents } from './find-components.ts';

const runtime = fileURLToPath(new URL('../runtime/index.ts', import.meta.url));
const json = JSON.stringify;
/** A file as an import names it, with slashes on Windows too. */
const specifier = (file: string): string => json(file.split(sep).join('/'));
/** jsdom lays nothing out, so that nothing ever comes into view; libraries ask for it all the same. */
const observer = 'class { observe() {} unobserve() {} disconnect() {} }';

/** Source text of the modules that a test imports, for one state of the mini-program's files. */
export class TestModules {
  readonly #analysis: Promise<Analysis>;

  constructor(root: string) {
    this.#analysis = analyze({ root, isDevelopment: true, others: findComponents(root) });
  }

  /** What all tests share: the runtime, set up, and the scripts of library components. */
  async shared(): Promise<string> {
    const { app, tree, templates, components } = await this.#analysis;
    const appScript = ['app.ts', 'app.js'].map((name) => join(tree.root, name)).find(isFile);
    return [
      await bundleLibrary(components, tree),
      `globalThis.IntersectionObserver ??= ${observer};`,
      `import ${specifier(runtime)};`,
      'export const runtime = globalThis.miniprogramRuntime;',
      `runtime.setup(${json(app.config)}, ${templates}, ${json(app.pages)});`,
      appScript === undefined ? '' : `await import(${specifier(appScript)});`,
    ].join('\n');
  }

  /**
   * The module that mounts a page or component.
   * @param sharedModule by what name it imports what is shared
   * @throws Error with everything that is wrong with it and what it uses
   */
  async mounting(path: string, sharedModule: string): Promise<string> {
    const { tree, findings, components } = await this.#analysis;
    const used = closureOf(path, components);
    const errors = findings.list().filter((finding) => concerns(finding, used, components));
    if (errors.length > 0) throw new Error(errors.map(sentenceOf).join('\n'));
    const definitions = used.map(({ path, config, styleScope, script }) => {
      const load = tree.isOwn(script) ? `() => import(${specifier(script)})` : `library[${json(path)}]`;
      return `await runtime.define(${json(path)}, ${json(config)}, ${json(styleScope)}, ${load});`;
    });
    return [
      `import { library, runtime } from ${json(sharedModule)};`,
      ...definitions,
      `export const mount = (properties, query) => runtime.mount(${json(path)}, properties, query);`,
    ].join('\n');
  }

  /** The files whose change concerns its tests; scripts are watched as modules. */
  async filesOf(path: string): Promise<readonly string[]> {
    const { tree, components } = await this.#analysis;
    return closureOf(path, components)
      .filter(({ script }) => tree.isOwn(script))
      .flatMap(({ base }) => [`${base}.wxml`, `${base}.json`]);
  }
}

/** A page or component with all that it may show, what is used first. @throws Error if there is none */
function closureOf(path: string, components: readonly ComponentSource[]): readonly ComponentSource[] {
  const byPath = new Map(components.map((component) => [component.path, component]));
  if (!byPath.has(path)) throw new Error(`"${path}" is neither a page of app.json nor a component`);
  const needed = new Set([path]);
  // A set is walked to its end even as it grows.
  for (const each of needed) for (const used of byPath.get(each)?.uses ?? []) needed.add(used);
  return components.filter((component) => needed.has(component.path));
}

/** A page can be tested while others are still broken or missing. */
function concerns(
  { file, severity }: Finding,
  used: readonly ComponentSource[],
  components: readonly ComponentSource[],
): boolean {
  if (severity !== 'error' || file === 'app.json') return false;
  const owner = components.find(({ path }) => file.startsWith(`${path}.`));
  return owner === undefined || used.includes(owner);
}

function sentenceOf({ file, line, column, message }: Finding): string {
  return `${file}${line === null ? '' : `:${line}:${column}`}: ${message}`;
}

/** Libraries mix kinds of modules, which esbuild joins as DevTools does; their scripts run when they are defined. */
async function bundleLibrary(
  components: readonly ComponentSource[],
  tree: Analysis['tree'],
): Promise<string> {
  const entries = components
    .filter(({ script }) => !tree.isOwn(script))
    .map(({ path, script }) => `${json(path)}: () => require(${json(script)})`);
  const { outputFiles } = await build({
    stdin: { contents: `export const library = { ${entries.join(',\n')} };`, resolveDir: tree.root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    plugins: [scriptImports(tree)],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
