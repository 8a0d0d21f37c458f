import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with what the local CloudBase reads of this project, to be changed at will. */
export async function copyProject(): Promise<{ readonly dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'houfu-project-'));
  for (const name of ['cloudbaserc.json', '.env.emulator', 'database']) {
    await cp(join(process.cwd(), name), join(dir, name), { recursive: true });
  }
  const built = join(process.cwd(), 'dist', 'cloudfunctions');
  await mkdir(join(dir, 'dist', 'cloudfunctions'), { recursive: true });
  for (const name of await readdir(built)) {
    await symlink(join(built, name), join(dir, 'dist', 'cloudfunctions', name), 'junction');
  }
  return { dir, remove: () => rm(dir, { recursive: true }) };
}

/**
 * Sends the channel's callbacks to a function that prints each, and passes none on.
 * @returns the name of that function
 */
export async function divertCallbacks(dir: string): Promise<string> {
  const name = 'recorder';
  const variables = join(dir, '.env.emulator');
  const text = await readFile(variables, 'utf8');
  await writeFile(variables, text.replace('/wechatpay/callback', `/${name}`));
  const file = join(dir, 'cloudbaserc.json');
  const config = JSON.parse(await readFile(file, 'utf8')) as { functions: object[] };
  config.functions.push({ name, path: `/${name}` });
  await writeFile(file, JSON.stringify(config));
  const folder = join(dir, 'dist', 'cloudfunctions', name);
  await mkdir(folder);
  const code = 'console.log(JSON.stringify({ headers, body })); return { statusCode: 204 };';
  await writeFile(join(folder, 'index.js'), `exports.main = async ({ headers, body }) => { ${code} };`);
  return name;
}

export interface Ended {
  readonly code: number | null;
  /** What it printed, by line, on both outputs. */
  readonly lines: readonly string[];
}

/** Starts the local CloudBase where it is expected to stop by itself. */
export function runToEnd(
  options: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  const cli = join(process.cwd(), 'emulator', 'dist', 'cli.js');
  const child = spawn(process.execPath, [cli, '--mode', 'emulator', '--port', '0', ...options], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const note = (chunk: unknown) => {
    printed += String(chunk);
    // It runs although it should not: the test shall say so instead of waiting.
    if (printed.includes('ready http')) child.kill();
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, lines: printed.split('\n').filter(Boolean) }));
  });
}
