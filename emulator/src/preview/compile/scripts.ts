import { join, resolve } from 'node:path';
import { build, type Message } from 'esbuild';
import type { Analysis } from './analyze.ts';
import { isFile } from './folders.ts';
import { scriptImports } from './script-imports.ts';

/** The generated script that loads all others. */
const entryName = 'generated.js';

/**
 * Bundles all scripts and templates to app.js, which calls nothing but `setup`, `define` and `start` of the runtime.
 * @returns files by their name; none if a script cannot be compiled
 */
export async function compileScripts(
  analysis: Analysis,
  minify: boolean,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { root } = analysis.tree;
  const outcome = await build({
    stdin: { contents: entryOf(analysis), resolveDir: root, sourcefile: entryName },
    absWorkingDir: root,
    bundle: true,
    write: false,
    // Nothing is written; only the map's paths are relative to it.
    outfile: 'app.js',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    sourcemap: !minify && 'linked',
    minify,
    define: { 'process.env.NODE_ENV': minify ? '"production"' : '"development"' },
    plugins: [scriptImports(analysis.tree)],
    logLevel: 'silent',
  }).catch((failure: { errors?: Message[]; warnings?: Message[] }) => {
    if (!failure.errors) throw failure;
    return { errors: failure.errors, warnings: failure.warnings ?? [], outputFiles: [] };
  });
  report('error', outcome.errors, analysis);
  report('warning', outcome.warnings, analysis);
  return new Map(outcome.outputFiles.map(({ path, contents }) => [path.slice(root.length + 1), contents]));
}

function entryOf({ tree, app, components, templates }: Analysis): string {
  const json = JSON.stringify;
  const appScript = ['app.ts', 'app.js'].map((name) => join(tree.root, name)).find(isFile);
  const definitions = components.map(
    ({ path, config, styleScope, script }) =>
      `runtime.define(${json(path)}, ${json(config)}, ${json(styleScope)}, () => require(${json(script)}));`,
  );
  return [
    'const runtime = globalThis.miniprogramRuntime;',
    `runtime.setup(${json(app.config)}, ${templates}, ${json(app.pages)});`,
    appScript === undefined ? '' : `require(${json(appScript)});`,
    ...definitions,
    'runtime.start();',
  ].join('\n');
}

function report(
  severity: 'error' | 'warning',
  messages: readonly Message[],
  { tree: { root }, findings }: Analysis,
): void {
  for (const { text, location } of messages) {
    // Only invalid WXS breaks the entry; what is wrong with it is known better from its own file.
    if (location?.file === entryName && findings.hasErrors()) continue;
    const file = location ? resolve(root, location.file) : join(root, 'app.json');
    const place = location ? { line: location.line, column: location.column + 1 } : null;
    findings[severity](file, place, `${text}.`);
  }
}
