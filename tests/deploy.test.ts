import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliRun, runOfficialCli } from '../tools/cloud/officialCli.ts';
import { type LocalTarget, localTarget } from '../tools/cloud/target.ts';
import { data } from '../tools/local/buyer.ts';
import { run } from './support/deployment.ts';
import { useSystem } from './support/system.ts';

const system = useSystem(['--bare']);
const projectDir = process.cwd();
const dir = mkdtempSync(join(tmpdir(), 'houfu-cli-'));
afterAll(() => rmSync(dir, { recursive: true }));

const built = join(projectDir, 'dist', 'cloudfunctions');
const BUYER = 'o-buyer-of-this-test';

let target: LocalTarget;
beforeAll(async () => {
  target = await localTarget(projectDir, system().cloud.origin, join(dir, 'homes'));
});

/** In which nobody has logged in. */
const home = join(dir, 'home');
mkdirSync(home);
const login = join(home, '.config', '.cloudbase', 'auth.json');

function tcb(...args: readonly string[]): Promise<CliRun> {
  const environment = { HOME: home, USERPROFILE: home };
  return runOfficialCli({ ...target, secrets: [] }, args, { projectDir, environment });
}

/** What the function answered, as the CLI shows it. */
function answerIn(output: string): unknown {
  const line = output.split('\n').find((one) => /^\s*(返回结果|Return result)/.test(one)) ?? '';
  return JSON.parse(line.slice(line.indexOf('{')));
}

describe('the official CLI, unmodified, against the local CloudBase', () => {
  test('logs in with a key', async () => {
    const { secretId, secretKey } = target.credential;
    expect(existsSync(login)).toBe(false);
    await tcb('login', '--apiKeyId', secretId, '--apiKey', secretKey);
    expect(JSON.parse(readFileSync(login, 'utf8'))).toMatchObject({ credential: { secretId, secretKey } });
  });

  test('deploys all functions', { timeout: 180_000 }, async () => {
    const { output, exitCode } = await tcb('fn', 'deploy', '--all', '--force', '--yes');
    expect(output).toMatch(/Successfully deployed 14|成功部署 14/);
    expect(exitCode).toBe(0);
    const { output: list } = await tcb('fn', 'list');
    for (const name of readdirSync(built)) expect(list).toContain(name);
  });

  test('finds bundles as they were built, to the last byte', async () => {
    const names = ['timer', 'sendNotice'];
    for (const name of names) mkdirSync(join(dir, name));
    await Promise.all(names.map((name) => tcb('fn', 'code', 'download', name, join(dir, name))));
    const files = names.flatMap((name) => readdirSync(join(built, name)).map((file) => join(name, file)));
    const arrived = names.flatMap((name) => readdirSync(join(dir, name)).map((file) => join(name, file)));
    expect(arrived.sort()).toEqual(files.sort());
    for (const file of files) {
      expect(readFileSync(join(dir, file)).equals(readFileSync(join(built, file))), file).toBe(true);
    }
  });

  test('has done all that npm run deploy wants, which adds the database', { timeout: 120_000 }, async () => {
    const seeds = ['--seed', 'policies,terms,products'];
    const args = ['--local', system().cloud.origin, '--yes', ...seeds];
    const { code, printed } = await run({ dir: projectDir }, 'deploy', args);
    expect(printed).toContain('= 14 as deployed');
    expect(printed).not.toContain('tcb fn deploy');
    expect(code).toBe(0);
  });

  test('invokes what it deployed, which finds its database', async () => {
    const { output } = await tcb('fn', 'invoke', 'timer', '--params', '{}');
    expect(answerIn(output)).toEqual({ done: 0, failed: 0, unfinished: false });
  });

  test('invokes as nobody: who calls is known through the mini-program only', async () => {
    const { output } = await tcb('fn', 'invoke', 'listProducts', '--params', '{}');
    expect(answerIn(output)).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } });
    const { items } = data(await system().cloud.call(BUYER, 'listProducts', {}));
    expect(items.map(({ productId }) => productId)).toContain('thermos');
  });

  test('shows the calls', async () => {
    const { output } = await tcb('fn', 'log', 'listProducts');
    const [call] = (await system().cloud.calls()).filter((one) => one.function === 'listProducts');
    expect(output).toContain(call?.requestId);
  });
});
