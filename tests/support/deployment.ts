import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import CloudBase from '@cloudbase/manager-node';

const root = process.cwd();
/** The loader by its own path: a project of a test has none. */
const TSX = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;

/** A project that can be changed, built and deployed. */
export interface DeployableProject {
  readonly dir: string;
  /** Gives a function these settings in cloudbaserc.json. */
  configure(name: string, settings: object): void;
  /** Gives a function this code. */
  write(name: string, code: string): void;
  remove(): Promise<void>;
}

/** All functions of this project. */
export function copyOfAll(): Promise<DeployableProject> {
  return aProject((dir) =>
    cp(join(root, 'cloudfunctions'), join(dir, 'cloudfunctions'), { recursive: true }),
  );
}

/**
 * Functions of these names, a line of code each: quick to deploy. They have the settings that this project
 * gives functions of these names.
 */
export function smallProject(names: readonly string[]): Promise<DeployableProject> {
  return aProject(async (dir) => {
    for (const name of names) {
      mkdirSync(join(dir, 'cloudfunctions', name), { recursive: true });
      write(dir, name, `export const main = () => ({ name: '${name}', edition: 'first' });`);
    }
    configure(dir, (functions) => functions.filter(({ name }) => names.includes(name)));
  });
}

async function aProject(fill: (dir: string) => Promise<void>): Promise<DeployableProject> {
  const dir = await mkdtemp(join(tmpdir(), 'houfu-deploy-'));
  for (const name of ['cloudbaserc.json', 'database']) {
    await cp(join(root, name), join(dir, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'), 'junction');
  await fill(dir);
  return {
    dir,
    configure(name, settings) {
      configure(dir, (functions) =>
        functions.map((one) => (one.name === name ? { ...one, ...settings } : one)),
      );
    },
    write: (name, code) => write(dir, name, code),
    remove: () => rm(dir, { recursive: true }),
  };
}

interface FunctionConfig {
  readonly name: string;
}

function configure(
  dir: string,
  change: (functions: readonly FunctionConfig[]) => readonly FunctionConfig[],
): void {
  const file = join(dir, 'cloudbaserc.json');
  const config: { functions: FunctionConfig[] } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...config, functions: change(config.functions) }, null, 2));
}

function write(dir: string, name: string, code: string): void {
  writeFileSync(join(dir, 'cloudfunctions', name, 'index.ts'), `${code}\n`);
}

export interface Ended {
  readonly code: number | null;
  /** All that it printed, on both outputs. */
  readonly printed: string;
}

/** Runs `npm run <tool>` in the project, as a user would. */
export function run(
  { dir }: Pick<DeployableProject, 'dir'>,
  tool: 'deploy' | 'provision' | 'tcb',
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', TSX, join(root, 'tools', `${tool}.ts`), ...args], {
    cwd: dir,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, printed })));
}

/** The functions of a local CloudBase with the second of their last change. */
export async function changeTimes(origin: string): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(`${origin}/_emulator/cloud`);
  const { envId, credentials } = (await answer.json()) as {
    envId: string;
    credentials: { secretId: string; secretKey: string };
  };
  process.env['TCB_BASE_URL'] = origin;
  const manager = new CloudBase({ envId, ...credentials });
  const functions = await manager.functions.listAllFunctions({ envId });
  return Object.fromEntries(functions.map(({ FunctionName = '', ModTime = '' }) => [FunctionName, ModTime]));
}
