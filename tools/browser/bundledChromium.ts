import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from './chromium.ts';

const run = promisify(execFile);
const projectDir = resolve(import.meta.dirname, '..', '..');

/** The package unpacks into the folder for temporary files, and its own libraries only on such a machine. */
const UNPACK = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())";
const AMAZON_LINUX = { AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };

/** Whether the Chromium of the npm package runs here: it is built for Linux on x86-64. */
export const isBundledFor = (platform: NodeJS.Platform, arch: string): boolean =>
  platform === 'linux' && arch === 'x64';

/**
 * The Chromium that an npm package brings (about 200 MB), unpacked once below node_modules.
 * @param cache where it is kept
 */
export async function bundledChromium(
  cache = join(projectDir, 'node_modules', '.cache', 'houfu'),
): Promise<Browser> {
  const folder = join(cache, `chromium-${versionOfPackage()}`);
  if (!existsSync(folder)) await unpack(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      // NSS and others, which a server without a desktop does not have.
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}

function versionOfPackage(): string {
  // The package does not show its package.json to others, but its main file lies at a known place beside it.
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  return createRequire(import.meta.url)(join(dirname(main), '..', '..', 'package.json')).version;
}

/**
 * Into a folder of its own, which gets its name when all is there: neither an interrupted unpacking nor one beside
 * it is ever taken for the browser.
 */
async function unpack(folder: string): Promise<void> {
  const own = `${folder}.${process.pid}.${randomUUID()}.new`;
  await removeAbandoned(folder);
  await mkdir(own, { recursive: true });
  try {
    await run(process.execPath, ['--eval', UNPACK], {
      cwd: projectDir,
      env: { ...process.env, ...AMAZON_LINUX, TMPDIR: own },
    });
    await writeFile(join(own, 'fonts', 'fonts.conf'), fontConfig(folder));
    await rename(own, folder);
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
}

/** The package's own names /tmp/fonts. Without any font of the system Chromium draws none of a page either. */
const fontConfig = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts', 'cache')}</cachedir>
</fontconfig>
`;

async function removeAbandoned(folder: string): Promise<void> {
  const cache = dirname(folder);
  for (const name of existsSync(cache) ? await readdir(cache) : []) {
    const pid = /\.(\d+)\.[\w-]+\.new$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(join(cache, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
