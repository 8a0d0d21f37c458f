import { transform } from 'esbuild';
import { analyze } from './analyze.ts';
import { readAssets } from './assets.ts';
import type { Finding } from './findings.ts';
import { compileScripts } from './scripts.ts';
import { compileStyles } from './styles.ts';

export type { Finding } from './findings.ts';

export interface CompiledMiniprogram {
  /** What the phone loads, by path below its folder: app.js, app.css, images, fonts/… Without app.js if a script cannot be compiled. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** All that is wrong, not the first only. */
  readonly findings: readonly Finding[];
  /** How many pages and components there are, those of libraries included. */
  readonly components: number;
  readonly ms: number;
}

export interface CompileOptions {
  /** The folder of app.json. */
  readonly root: string;
  /** For measuring: small, without source maps. */
  readonly minify?: boolean;
}

/**
 * Compiles a native mini-program (WXML, WXSS, WXS, TypeScript, JSON, npm components) to files for a browser in which
 * the preview's runtime is loaded.
 * @throws Error if there is no app.json
 */
export async function compileMiniprogram({
  root,
  minify = false,
}: CompileOptions): Promise<CompiledMiniprogram> {
  const startedMs = performance.now();
  const analysis = await analyze({ root, isDevelopment: !minify });
  const styles = compileStyles(analysis);
  const [scripts, css] = await Promise.all([
    compileScripts(analysis, minify),
    minify ? minified(styles.css) : styles.css,
  ]);
  return {
    files: new Map([
      ...readAssets(analysis.tree.root),
      ...styles.files,
      ...scripts,
      ['app.css', new TextEncoder().encode(css)],
    ]),
    findings: analysis.findings.list(),
    components: analysis.components.length,
    ms: performance.now() - startedMs,
  };
}

async function minified(css: string): Promise<string> {
  return (await transform(css, { loader: 'css', minify: true, logLevel: 'silent' })).code;
}
