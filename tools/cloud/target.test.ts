import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { LOGIN_FILE, readLogin } from './credential.ts';
import { localTarget, privateHomes, realTarget } from './target.ts';
import { temporaryFolder, written } from './testing/program.ts';

const folder = temporaryFolder();
const project = join(folder.dir, 'project');
const home = join(folder.dir, 'home');
afterAll(() => folder.remove());

const VARIABLES = 'HOUFU_ENV_ID=env-1\nHOUFU_IDENTITY_KEY="of the file"\n';
const CREDENTIAL = 'TENCENTCLOUD_SECRETID=AKIDfile\nTENCENTCLOUD_SECRETKEY=file-key\n';

beforeAll(() => {
  written(project, 'cloudbaserc.json', '{"region":"ap-beijing","a":"{{env.OPTIONAL}}"}');
  written(project, '.env', VARIABLES);
  written(project, '.env.ci', VARIABLES + CREDENTIAL);
  written(home, LOGIN_FILE, '{"credential":{"secretId":"AKIDlogin","secretKey":"login-key"}}');
});
afterEach(() => vi.unstubAllEnvs());

/** A shell with a home and with something else that is the user's. */
function shell(variables: Readonly<Record<string, string>> = {}): void {
  const none = { TENCENTCLOUD_SECRETID: '', TENCENTCLOUD_SECRETKEY: '', HOUFU_ENV_ID: '' };
  const all = { ...none, HOME: home, USERPROFILE: home, http_proxy: 'http://proxy', ...variables };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
}

describe('the real cloud', () => {
  test('is reached with the login, the home and the shell of the user', async () => {
    shell();
    const target = await realTarget(project, '.env');
    expect(target).toMatchObject({ envId: 'env-1', region: 'ap-beijing', isLocal: false, origin: null });
    expect(target.credential).toEqual({ secretId: 'AKIDlogin', secretKey: 'login-key' });
    expect(target.environment).toMatchObject({ HOME: home, http_proxy: 'http://proxy' });
    expect(target.environment).not.toHaveProperty('NODE_OPTIONS');
  });

  test('has the variables of the file, whatever the shell says', async () => {
    shell({ HOUFU_IDENTITY_KEY: 'of the shell', HOUFU_ENV_ID: 'env-2' });
    const { envId, environment } = await realTarget(project, '.env');
    expect([envId, environment['HOUFU_IDENTITY_KEY']]).toEqual(['env-1', 'of the file']);
  });

  test('has nothing of what the file does not name: .env, which the CLI reads too, says nothing of it', async () => {
    shell();
    expect((await realTarget(project, '.env')).environment).toMatchObject({ OPTIONAL: '' });
    shell({ OPTIONAL: 'of the shell' });
    expect((await realTarget(project, '.env')).environment).toMatchObject({ OPTIONAL: 'of the shell' });
  });

  test('takes a file that is elsewhere', async () => {
    shell();
    expect((await realTarget(project, join(project, '.env'))).envId).toBe('env-1');
  });

  test.each([
    ['the file', '.env.ci', {}, 'AKIDfile'],
    [
      'the shell',
      '.env',
      { TENCENTCLOUD_SECRETID: 'AKIDshell', TENCENTCLOUD_SECRETKEY: 'shell-key' },
      'AKIDshell',
    ],
    ['the file, before the shell', '.env.ci', { TENCENTCLOUD_SECRETID: 'AKIDshell' }, 'AKIDfile'],
  ])(
    'is reached with the credential of %s, which the CLI finds in a private home',
    async (_what, file, more, id) => {
      shell(more);
      const { credential, environment } = await realTarget(project, file);
      expect(credential.secretId).toBe(id);
      expect(environment['HOME']).toContain(privateHomes(project));
      expect(environment['USERPROFILE']).toBe(environment['HOME']);
      expect(readLogin(environment['HOME'] ?? '', Date.now())).toEqual(credential);
      const told = JSON.stringify(environment);
      for (const secret of [credential.secretId, credential.secretKey]) expect(told).not.toContain(secret);
    },
  );

  test('names what must not be shown', async () => {
    shell();
    const { secrets } = await realTarget(project, '.env.ci');
    expect(secrets).toEqual(expect.arrayContaining(['AKIDfile', 'file-key', 'of the file']));
  });

  test('is refused without an environment, a file, or a login', async () => {
    shell();
    written(project, '.env.none', 'HOUFU_ENV_ID=\n');
    await expect(realTarget(project, '.env.none')).rejects.toThrow('.env.none has no HOUFU_ENV_ID');
    await expect(realTarget(project, '.env.absent')).rejects.toThrow('.env.absent is not there');
    shell({ HOME: folder.dir, USERPROFILE: folder.dir });
    await expect(realTarget(project, '.env')).rejects.toThrow('npx tcb login');
  });
});

describe('the local CloudBase', () => {
  let other: Server;
  let origin: string;

  beforeAll(async () => {
    other = createServer((request, response) => response.end(request.url === '/' ? 'hello' : '{"envId":1}'));
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  });
  afterAll(() => void other.close());

  test('is not what else may answer there', async () => {
    await expect(localTarget(project, origin)).rejects.toThrow(
      `what answers at ${origin} is no local CloudBase`,
    );
  });

  test('must run', async () => {
    await expect(localTarget(project, 'http://127.0.0.1:1')).rejects.toThrow(
      'no local CloudBase answers at http://127.0.0.1:1: npm start first',
    );
  });

  test.each(['https://tcb.tencentcloudapi.com', 'http://10.0.0.1:5300', 'http://localhost.example.com'])(
    'is on this machine: not %s',
    async (elsewhere) => {
      await expect(localTarget(project, elsewhere)).rejects.toThrow(`${elsewhere} is not on this machine`);
    },
  );

  test('has an address', async () => {
    await expect(localTarget(project, '5300')).rejects.toThrow('"5300" is not an address');
  });
});
