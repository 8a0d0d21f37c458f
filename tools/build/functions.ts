import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { replaceIfChanged } from './replaceIfChanged.ts';
import { stubUnusedParts } from './stubs.ts';

/** Folders of cloudfunctions/ that are bundled into functions and are none themselves. */
const NOT_FUNCTIONS = ['shared'];

/**
 * The functions of this project: what cloudbaserc.json lists must be what cloudfunctions/ holds.
 * @throws Error that names the difference
 */
export function functionNames(projectDir: string): string[] {
  const listed = listedFunctions(join(projectDir, 'cloudbaserc.json'));
  const folders = readdirSync(join(projectDir, 'cloudfunctions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NOT_FUNCTIONS.includes(entry.name))
    .map((entry) => entry.name);
  const odd = [
    ...listed
      .filter((name) => !folders.includes(name))
      .map((name) => `${name} has no folder in cloudfunctions/`),
    ...folders.filter((name) => !listed.includes(name)).map((name) => `${name} is not in cloudbaserc.json`),
  ];
  if (odd.length > 0) throw new Error(odd.join('; '));
  return listed;
}

function listedFunctions(path: string): string[] {
  try {
    const { functions }: { functions: { name: string }[] } = JSON.parse(readFileSync(path, 'utf8'));
    return functions.map((one) => one.name);
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Bundles each function into one file, `dist/cloudfunctions/<name>/index.js`, with the function's `config.json`
 * beside it where there is one: it says which of WeChat's open APIs the function may call.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/openapi/openapi.html
 */
export async function buildFunctions(projectDir: string): Promise<void> {
  const outdir = join(projectDir, 'dist', 'cloudfunctions');
  const names = functionNames(projectDir);
  await removeOthers(outdir, names);
  const { outputFiles } = await esbuild.build({
    write: false,
    entryPoints: names.map((name) => ({
      in: join(projectDir, 'cloudfunctions', name, 'index.ts'),
      out: join(name, 'index'),
    })),
    outdir,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
    // Strict mode for the whole bundle would break libraries written for sloppy mode (wechatpay-axios-plugin
    // assigns to a getter, which only strict mode minds).
    tsconfigRaw: { compilerOptions: { alwaysStrict: false, verbatimModuleSyntax: true } },
    logLevel: 'warning',
    plugins: [stubUnusedParts()],
  });
  await Promise.all([
    ...outputFiles.map(({ path, contents }) => replaceIfChanged(path, contents)),
    ...names.map((name) => copyConfig(join(projectDir, 'cloudfunctions', name), join(outdir, name))),
  ]);
  // The project is made of ES modules; what runs in the cloud is CommonJS, and stands alone there.
  await writeFile(join(projectDir, 'dist', 'package.json'), '{"type":"commonjs"}\n');
}

async function copyConfig(from: string, to: string): Promise<void> {
  const name = 'config.json';
  const source = join(from, name);
  if (existsSync(source)) await replaceIfChanged(join(to, name), await readFile(source));
  // A permission that was taken back must not be deployed again.
  else await rm(join(to, name), { force: true });
}

async function removeOthers(outdir: string, names: readonly string[]): Promise<void> {
  await mkdir(outdir, { recursive: true });
  for (const entry of readdirSync(outdir)) {
    if (!names.includes(entry)) await rm(join(outdir, entry), { recursive: true });
  }
}
