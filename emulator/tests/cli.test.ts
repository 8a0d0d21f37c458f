import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildEmulator } from '../build.ts';
import { type Fixture, write, writeProject } from './project.ts';
import { clientOf } from './start.ts';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
beforeAll(buildEmulator);

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

function project(fixture: Fixture): string {
  const { dir, remove } = writeProject(fixture);
  cleanups.push(remove);
  return dir;
}

function run(
  dir: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  const options = { cwd: dir, env: { PATH: process.env['PATH'], PORT: '0', ...env } };
  const child = spawn(process.execPath, [cli, ...args], options);
  cleanups.push(() => child.kill('SIGKILL'));
  return child;
}

/** Resolves with the first line of its output. */
async function ready(child: ChildProcessWithoutNullStreams): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('it ended without a word');
}

async function failure(child: ChildProcessWithoutNullStreams): Promise<{ code: unknown; lines: string[] }> {
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, lines: text.trim().split('\n') };
}

const originOf = (line: string) => line.replace('ready ', '');
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}

const orders: Fixture = {
  functions: {
    pid: { code: 'exports.main = () => process.pid' },
    // Answers, and then never looks at its channel again.
    busy: {
      code: `exports.main = () => {
        setImmediate(() => { require('node:fs').writeFileSync('busy', ''); for (;;); });
        return process.pid }`,
    },
    add: {
      code: `const sdk = require('@cloudbase/node-sdk');
        const db = sdk.init({ env: sdk.SYMBOL_CURRENT_ENV }).database();
        exports.main = ({ id }) => db.collection('orders').add({ _id: id }).then(() => 1)`,
    },
  },
  collections: ['orders'],
};

describe('cloudbase-local', () => {
  test('prints where it listens, serves, and stops on SIGTERM with its functions', async () => {
    const child = run(project(orders), ['--memory']);
    const line = await ready(child);
    expect(line).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/);
    const pid = Number((await clientOf(originOf(line)).call('pid')).body);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await gone(pid);
  });

  test('keeps its data, also through kill -9, after which no function is left behind', async () => {
    const dir = project(orders);
    const first = run(dir);
    const { call } = clientOf(originOf(await ready(first)));
    await call('add', { id: 'o1' });
    const pids = [Number((await call('pid')).body), Number((await call('busy')).body)];
    while (!existsSync(join(dir, 'dist/busy/busy'))) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(pids.every(isAlive)).toBe(true);
    first.kill('SIGKILL');
    await Promise.all(pids.map(gone));
    const { get } = clientOf(originOf(await ready(run(dir))));
    expect((await get('/_emulator/db/orders')).body).toEqual([{ _id: 'o1' }]);
    expect(readdirSync(join(dir, '.emulator'))).not.toHaveLength(0);
  });

  test('keeps nothing with --memory', async () => {
    const dir = project(orders);
    await ready(run(dir, ['--memory']));
    expect(readdirSync(dir)).not.toContain('.emulator');
  });

  test('takes variables from .env, .env.<mode> and the environment, the latter winning', async () => {
    const envVariables = { A: '{{env.A}}', B: '{{env.B}}', C: '{{env.C}}', D: '{{env.WECHATPAY_BASE_URL}}' };
    const dir = project({
      functions: {
        env: {
          code: 'const { A, B, C, D } = process.env; exports.main = () => [A, B, C, D]',
          config: { envVariables },
        },
      },
    });
    appendFileSync(join(dir, '.env'), 'A=file\nB=file\nC=file\n');
    appendFileSync(join(dir, '.env.test'), 'B=mode\nC=mode\n');
    const origin = originOf(await ready(run(dir, ['--memory', '--mode', 'test'], { C: 'process' })));
    expect((await clientOf(origin).call('env')).body).toEqual(['file', 'mode', 'process', origin]);
  });
});

describe('--preview', () => {
  const miniprogram = {
    'mini/app.json': { pages: ['pages/a/a'] },
    'mini/pages/a/a.js': 'Page({})',
    'mini/pages/a/a.wxml': '<view>a</view>',
  };

  test('alone shows the mini-program that project.config.json names', async () => {
    const dir = project(orders);
    for (const [path, content] of Object.entries(miniprogram)) write(dir, path, content);
    write(dir, 'project.config.json', { miniprogramRoot: 'mini/' });
    const { get } = clientOf(originOf(await ready(run(dir, ['--preview', '--memory']))));
    expect((await get('/_preview/state')).body).toMatchObject({ project: 'mini' });
  });

  test('with a folder shows the one in there', async () => {
    const dir = project(orders);
    for (const [path, content] of Object.entries(miniprogram)) write(dir, path, content);
    const { get } = clientOf(originOf(await ready(run(dir, ['--memory', '--preview', 'mini']))));
    const state = async () => (await get('/_preview/state')).body;
    await expect.poll(state, { timeout: 20_000 }).toMatchObject({ type: 'built' });
  });

  test('is needed to load a compiler: the command itself imports none', () => {
    const compilers = (bundle: string) =>
      readFileSync(join(cli, '..', bundle), 'utf8').match(/^import .*from "(esbuild|postcss|glass-easel)/gm);
    expect(compilers('cli.js')).toBeNull();
    expect(compilers('compiler.js')).not.toBeNull();
  });
});

describe('says in one line what is wrong, and exits with 1', () => {
  test.each<[string, Fixture, RegExp]>([
    ['cloudbaserc.json has no envId', { config: { envId: undefined } }, /envId/],
    ['a function has no name', { config: { functions: [{}] } }, /name/],
    [
      'a timer has a bad pattern',
      {
        functions: {
          f: { code: '', config: { triggers: [{ name: 't', type: 'timer', config: '0 0 2 * *' }] } },
        },
      },
      /function f .*0 0 2 \* \*/,
    ],
    [
      'a variable is missing',
      { functions: { f: { code: '', config: { envVariables: { KEY: '{{env.SECRET_KEY}}' } } } } },
      /SECRET_KEY.*KEY.*function f.*cloudbaserc\.json/,
    ],
    [
      'bundles are missing',
      { functions: { f: {}, g: {}, h: { code: '' } } },
      /build missing: run npm run build.*f, g\)/,
    ],
  ])('when %s', async (_what, fixture, message) => {
    const { code, lines } = await failure(run(project(fixture)));
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringMatching(message)] });
  });

  test('when cloudbaserc.json is absent or no JSON', async () => {
    const dir = project({});
    appendFileSync(join(dir, 'cloudbaserc.json'), '}');
    expect(await failure(run(dir))).toEqual({
      code: 1,
      lines: [expect.stringMatching(/cloudbaserc\.json is not valid/)],
    });
    const none = await failure(run(dir, ['--project', 'dist']));
    expect(none).toEqual({ code: 1, lines: [expect.stringMatching(/no cloudbaserc\.json/)] });
  });

  test('when --preview finds no mini-program', async () => {
    const { code, lines } = await failure(run(project(orders), ['--preview', '--memory']));
    expect({ code, lines }).toEqual({
      code: 1,
      lines: [expect.stringContaining('project.config.json is missing')],
    });
  });

  test('when the port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    cleanups.push(() => taken.close());
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { code, lines } = await failure(run(project(orders), ['--port', port]));
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining(`port ${port} is in use`)] });
  });

  test('when the data folder is in use', async () => {
    const dir = project(orders);
    await ready(run(dir));
    const { code, lines } = await failure(run(dir));
    expect({ code, lines }).toEqual({
      code: 1,
      lines: [expect.stringContaining('in use by another emulator')],
    });
  });

  test('when the journal is damaged', async () => {
    const dir = project(orders);
    const first = run(dir);
    const { call } = clientOf(originOf(await ready(first)));
    for (const id of ['o1', 'o2', 'o3']) await call('add', { id });
    first.kill('SIGTERM');
    await once(first, 'exit');
    const file = join(dir, '.emulator/database.journal');
    const bytes = readFileSync(file);
    const middle = Math.floor(bytes.length / 2);
    bytes.fill('#', middle, middle + 4);
    writeFileSync(file, bytes);
    const { code, lines } = await failure(run(dir));
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining(file)] });
  });

  test.each([['--port=x'], ['--unknown'], ['--port=70000']])('when it is started with %s', async (arg) => {
    const { code, lines } = await failure(run(project(orders), [arg]));
    expect({ code, count: lines.length }).toEqual({ code: 1, count: 1 });
  });
});
