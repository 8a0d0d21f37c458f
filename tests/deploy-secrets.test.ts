import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployableProject, type Ended, run, smallProject } from './support/deployment.ts';
import { useSystem } from './support/system.ts';

/** Every secret that is ours to choose can be told from any other text. */
const marked = (name: string, length: number) =>
  `MARK${name}${randomBytes(length).toString('hex')}`.slice(0, length);
const CHOSEN = {
  HOUFU_IDENTITY_KEY: marked('identity', 48),
  WECHATPAY_APIV3_KEY: marked('apiV3', 32),
  WECHATPAY_APIV2_KEY: marked('apiV2', 32),
};
const WRONG_KEY = marked('wrong', 32);

const system = useSystem(['--bare'], {
  ...CHOSEN,
  HOUFU_ENV_ID: 'shop-1a2b3c',
  WECHATPAY_CALLBACK_URL: 'https://pay.shop.cn/wechatpay/callback',
  ALIPAY_NOTIFY_URL: 'https://pay.shop.cn/alipay/notify',
});
const dir = mkdtempSync(join(tmpdir(), 'houfu-secrets-'));
let project: DeployableProject;
/**
 * What signs requests, and all of the shell that leads them to the local CloudBase instead of to Tencent
 * Cloud.
 */
let credential: Readonly<Record<string, string>>;
let shell: Readonly<Record<string, string>>;
/** None of it may be found anywhere. */
let secrets: readonly string[];

beforeAll(async () => {
  project = await smallProject(['settle', 'wechatpayCallback', 'alipay']);
  const { origin } = system().cloud;
  const answer = (await (await fetch(`${origin}/_emulator/cloud`)).json()) as {
    credentials: { secretId: string; secretKey: string };
    certificateAuthority: string;
    variables: Record<string, string>;
  };
  const { secretId, secretKey } = answer.credentials;
  credential = { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey };
  const merchantKey = answer.variables['WECHATPAY_MERCHANT_KEY'] ?? '';
  // Of a long one any part will do to be found.
  const parts = [merchantKey.slice(40, 80), merchantKey.slice(-60, -20)];
  secrets = [...Object.values(CHOSEN), ...Object.values(credential), WRONG_KEY, ...parts];

  // A merchant's own file, with the keys that the local CloudBase gave him.
  const config = readFileSync(join(project.dir, 'cloudbaserc.json'), 'utf8');
  const lines = [...new Set([...config.matchAll(/\{\{env\.(\w+)\}\}/g)].map(([, name = '']) => name))].map(
    (name) => `${name}=${answer.variables[name] ?? ''}`,
  );
  writeFileSync(join(project.dir, '.env'), `${lines.join('\n')}\n`, { mode: 0o600 });
  const authority = join(dir, 'authority.pem');
  writeFileSync(authority, answer.certificateAuthority);
  for (const folder of ['home', 'tmp']) mkdirSync(join(dir, folder));
  shell = {
    HOME: join(dir, 'home'),
    TMPDIR: join(dir, 'tmp'),
    http_proxy: origin,
    NODE_EXTRA_CA_CERTS: authority,
    CLOUDBASE_TCB_CLOUDAPI_URL: origin,
    TCB_BASE_URL: origin,
  };
});
afterAll(async () => {
  await project.remove();
  rmSync(dir, { recursive: true });
});

const TIMEOUT = { timeout: 120_000 };

/** As a build server deploys: a key in its variables, and nobody at a keyboard. */
const deployAsCi = (
  environment: Readonly<Record<string, string>> = {},
  ...options: readonly string[]
): Promise<Ended> =>
  run(project, 'deploy', ['--skip-provision', ...options], { ...shell, ...credential, ...environment });

function expectNoSecret(text: string): void {
  for (const secret of secrets) expect(text.includes(secret)).toBe(false);
}

/** All files below a folder, but for what is installed and the merchant's own file. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() && entry.name !== '.env' ? [path] : [];
  });
}

describe('no secret is printed', () => {
  test('by a deployment that is refused', TIMEOUT, async () => {
    const { code, printed } = await deployAsCi({ TENCENTCLOUD_SECRETKEY: WRONG_KEY }, '--yes');
    expect(printed).toMatch(/cannot be looked at: AuthFailure.*Is the key right/);
    expect(code).toBe(1);
    expectNoSecret(printed);
  });

  test('by the plan', TIMEOUT, async () => {
    const { code, printed } = await deployAsCi();
    expect(printed).toMatch(/\+ settle +new/);
    expect(printed).toContain('no function was deployed: --yes');
    expect(code).toBe(1);
    expectNoSecret(printed);
  });

  test('by one that fails half way', TIMEOUT, async () => {
    const match = { service: 'scf', action: 'CreateFunction', function: 'settle' };
    await system().cloud.post('/_emulator/faults', [{ match, effect: 'dropBefore', times: 100 }]);
    const { code, printed } = await deployAsCi({}, '--yes');
    await system().cloud.clearFaults();
    expect(printed).toMatch(/✗ settle: is not in the cloud/);
    expect(code).toBe(1);
    expectNoSecret(printed);
  });

  test('by one that succeeds, with another value to be replaced', TIMEOUT, async () => {
    project.configure('wechatpayCallback', { envVariables: { OLD: '{{env.HOUFU_IDENTITY_KEY}}' } });
    const { code, printed } = await deployAsCi({}, '--yes');
    expect(printed).toContain('variable OLD: missing → a value');
    expect(printed).toContain('✓ 3 functions were read back');
    expect(code).toBe(0);
    expectNoSecret(printed);
  });

  test('by the CLI, where it shows a function with its variables', TIMEOUT, async () => {
    const args = ['--origin', system().cloud.origin, 'fn', 'detail', 'settle'];
    const { printed } = await run(project, 'tcb', args);
    expect(printed).toContain('HOUFU_IDENTITY_KEY');
    expect(printed).toContain('***');
    expectNoSecret(printed);
  });

  test('by what prepares the database', TIMEOUT, async () => {
    const args = ['--local', system().cloud.origin, '--yes', '--seed', 'policies'];
    const { code, printed } = await run({ dir: process.cwd() }, 'provision', args);
    expect(code).toBe(0);
    expectNoSecret(printed);
  });
});

describe('no secret is kept', () => {
  test('in the calls of what was deployed', async () => {
    await system().cloud.callRaw('settle', '{}');
    const calls = JSON.stringify(await system().cloud.calls());
    expect(calls).toContain('settle');
    expectNoSecret(calls);
  });

  test('in a bundle, nor in any file that is left', () => {
    const left = [project.dir, join(dir, 'home'), join(dir, 'tmp')].flatMap(filesBelow);
    expect(left).toContain(join(project.dir, 'dist', 'cloudfunctions', 'settle', 'index.js'));
    for (const file of left) expectNoSecret(readFileSync(file, 'utf8'));
  });
});
