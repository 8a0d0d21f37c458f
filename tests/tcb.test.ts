import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalCloudBase } from '../tools/local/client.ts';
import { launchEmulator, type RunningEmulator } from '../tools/local/launch.ts';
import { underFault } from './support/faults.ts';
import { copyProject } from './support/project.ts';

const root = process.cwd();
/** Stands in everything that is the user's own. */
const PLANTED = 'planted-secret-of-the-user';
/** The CLI takes seconds to start, many times over. */
const LONG_MS = 300_000;

let project: Awaited<ReturnType<typeof copyProject>>;
let emulator: RunningEmulator;
let before: string;
/** All that any run has printed. */
let printed = '';

beforeAll(async () => {
  project = await copyProject();
  const file = join(project.dir, 'cloudbaserc.json');
  const config: { functions: object[] } = JSON.parse(readFileSync(file, 'utf8'));
  config.functions.push({ name: 'broken' }, { name: 'mirror' });
  await writeFile(file, JSON.stringify(config));
  await plant(
    'dist/cloudfunctions/broken/index.js',
    "exports.main = async () => { throw new Error('kaboom'); };",
  );
  await plant('dist/cloudfunctions/mirror/index.js', 'exports.main = async () => process.env;');
  await plant('.env', `HOUFU_IDENTITY_KEY=${PLANTED}\nTENCENTCLOUD_SECRETKEY=${PLANTED}\n`);
  await plant('home/.config/.cloudbase/auth.json', JSON.stringify({ credential: credentialOf(PLANTED) }));
  // Where an older CLI kept it, which this one would move.
  await plant(
    'home/.config/configstore/@cloudbase/cli.json',
    JSON.stringify({ credential: credentialOf(PLANTED) }),
  );
  await plant('bin/xdg-open', `#!/bin/sh\necho opened > ${join(project.dir, 'opened')}\n`, 0o755);
  before = snapshot(join(project.dir, 'home'));
  emulator = await launchEmulator(root, ['--memory', '--project', project.dir]);
});
afterAll(async () => {
  await emulator?.stop();
  await project?.remove();
});

const credentialOf = (secret: string) => ({ secretId: secret, secretKey: secret });

async function plant(name: string, text: string, mode = 0o644): Promise<void> {
  const path = join(project.dir, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text, { mode });
}

/** Every file below, with what is in it and when it was written. */
function snapshot(dir: string): string {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return JSON.stringify(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path, readFileSync(path, 'utf8'), statSync(path).mtimeMs]),
  );
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What it looked up, or wanted to reach. */
  readonly lookups: readonly { readonly host: string; readonly refused: boolean }[];
}

let runs = 0;

/** `npm run tcb -- …` as a user types it, in a shell with things of the user's own. */
function tcb(args: readonly string[], cwd = project.dir): Promise<Ended> {
  runs += 1;
  const record = join(project.dir, `lookups-${runs}`);
  const home = join(project.dir, 'home');
  const env = {
    ...process.env,
    HOME: home,
    USERPROFILE: home,
    PATH: join(project.dir, 'bin') + delimiter + process.env['PATH'],
    PORT: new URL(emulator.origin).port,
    TENCENTCLOUD_SECRETID: PLANTED,
    TENCENTCLOUD_SECRETKEY: PLANTED,
    https_proxy: 'http://proxy.example.com',
    HOUFU_LOOKUPS: record,
  };
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs');
  const child = spawn(process.execPath, ['--import', tsx, join(root, 'tools', 'tcb.ts'), ...args], {
    cwd,
    env,
  });
  let out = '';
  let err = '';
  child.stdin.end();
  child.stdout.on('data', (piece) => {
    out += String(piece);
  });
  child.stderr.on('data', (piece) => {
    err += String(piece);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      printed += out + err;
      const lines = existsSync(record) ? readFileSync(record, 'utf8').split('\n').filter(Boolean) : [];
      resolve({ code, out, err, lookups: lines.map((line) => JSON.parse(line)) });
    });
  });
}

const words = (line: string) => line.split(/ +/).map((word) => word.replace(/^'(.*)'$/, '$1'));

describe('npm run tcb', () => {
  test(
    'says how it is used, and each of its examples works; nothing but this machine is asked for',
    async () => {
      const { code, out } = await tcb([]);
      expect(code).toBe(0);
      expect(out).toContain('CloudBase CLI 2.12.10');
      const examples = [...out.matchAll(/^ +npm run tcb -- (.+)$/gm)].map(([, line = '']) => line);
      expect(examples).toHaveLength(5);
      // Two at once: neither may disturb the other, also where one of them logs out.
      const lines = [
        'login',
        ...examples,
        'logout',
        'fn detail createOrder',
        'fn run --name mirror',
        'fn invoke mirror',
      ];
      const ended = new Map<string, Ended>();
      const next = async (): Promise<void> => {
        const line = lines.shift();
        if (line === undefined) return;
        ended.set(line, await tcb(words(line)));
        await next();
      };
      await Promise.all([next(), next()]);
      for (const [line, each] of ended) expect([line, each.code, each.err]).toEqual([line, 0, '']);

      for (const [line, { lookups }] of ended) {
        expect([line, lookups.length > 0]).toEqual([line, true]);
        expect(lookups.filter(({ host, refused }) => host !== '127.0.0.1' && !refused)).toEqual([]);
      }
      // The CLI reports what it is used for: here that is seen, and stopped.
      const run = examples.find((line) => line.includes('fn run')) ?? '';
      expect(ended.get(run)?.lookups).toContainEqual(
        expect.objectContaining({ host: 'otheve.beacon.qq.com', refused: true }),
      );
      expect(ended.get(run)?.out).toContain('返回结果：\n{"ok":true,');
      expect(ended.get('fn detail createOrder')?.out).toContain('***');
      // The SDKs in a function would send the database's requests to it.
      expect(ended.get('fn run --name mirror')?.out).not.toContain('http_proxy');
    },
    LONG_MS,
  );

  test(
    'fails where the CLI ends with 0 although something failed',
    async () => {
      const cloud = new LocalCloudBase(emulator.origin);
      const match = { service: 'scf', action: 'UpdateFunctionCode', function: 'settle' };
      const [run, invoke] = await Promise.all([
        tcb(['fn', 'run', '--name', 'broken']),
        tcb(['fn', 'invoke', 'broken']),
      ]);
      const unknown = await tcb(['nosuch']);
      let deploy: Ended | undefined;
      const fault = { match, effect: 'errorBefore', code: 'InternalError', times: 9 } as const;
      await underFault(cloud, fault, async () => {
        deploy = await tcb(['fn', 'deploy', '--all', '--yes']);
      });
      for (const ended of [run, invoke, unknown, deploy]) {
        expect([ended?.code, ended?.err]).toEqual([
          1,
          expect.stringContaining('tcb itself ended with 0, but: '),
        ]);
      }
      expect(run.out).toContain('kaboom');
    },
    LONG_MS,
  );

  test(
    'passes the exit code of the CLI on, and opens no browser',
    async () => {
      const ended = await Promise.all([
        tcb(['fn', 'run', '--name', 'timer', '--params', '{']),
        tcb(['open', 'cli-doc']),
      ]);
      expect(ended.map(({ code }) => code)).toEqual([1, 1]);
      expect(existsSync(join(project.dir, 'opened'))).toBe(false);
    },
    LONG_MS,
  );

  test(
    'builds the functions where fn run finds nothing built',
    async () => {
      const fresh = join(project.dir, 'fresh');
      await mkdir(fresh);
      for (const name of [
        'cloudbaserc.json',
        'cloudfunctions',
        'node_modules',
        'tsconfig.base.json',
        'package.json',
      ])
        await symlink(join(root, name), join(fresh, name), 'junction');
      const { code, out } = await tcb(['fn', 'run', '--name', 'timer'], fresh);
      expect([code, out]).toEqual([0, expect.stringContaining('返回结果：\n{"done":0')]);
      expect(existsSync(join(fresh, 'dist/cloudfunctions/timer/index.js'))).toBe(true);
    },
    LONG_MS,
  );

  test('says in one line what to start where nothing runs', async () => {
    const { code, out, err } = await tcb(['--origin', 'http://127.0.0.1:1', 'fn', 'list']);
    const line = 'no local CloudBase answers at http://127.0.0.1:1: npm start first\n';
    expect([code, out, err]).toEqual([1, '', line]);
  });

  test('never reads or writes what is the user’s own, and leaves nothing behind', () => {
    expect(runs).toBeGreaterThan(10);
    expect(snapshot(join(project.dir, 'home'))).toBe(before);
    expect(printed).toContain('"HOUFU_IDENTITY_KEY":"***"');
    expect(printed).not.toContain(PLANTED);
    expect(readdirSync(join(project.dir, '.emulator', 'tcb-home'))).toEqual([]);
    // Nor the local CloudBase's: in fn detail, for one.
    const [, key = ''] = /HOUFU_IDENTITY_KEY=(.+)/.exec(readFileSync('.env.emulator', 'utf8')) ?? [];
    expect(printed).not.toContain(key);
  });
});
