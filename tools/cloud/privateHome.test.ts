import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LOGIN_FILE, readLogin } from './credential.ts';
import { openPrivateHome } from './privateHome.ts';
import { runNode, temporaryFolder, written } from './testing/program.ts';

const folder = temporaryFolder();
const below = join(folder.dir, 'deep', 'homes');
afterAll(() => folder.remove());

const credential = { secretId: 'AKIDx', secretKey: 'key', token: 'token' };

describe('a private home', () => {
  test('holds the login as the CLI reads it, and only its owner can read that', () => {
    const home = openPrivateHome(below, credential);
    expect(readLogin(home, Date.now())).toEqual(credential);
    expect(JSON.parse(readFileSync(join(home, LOGIN_FILE), 'utf8'))).toEqual({ credential });
    if (process.platform === 'win32') return;
    expect(statSync(join(home, LOGIN_FILE)).mode & 0o777).toBe(0o600);
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });

  test('is one for each run', () => {
    expect(openPrivateHome(below, credential)).not.toBe(openPrivateHome(below, credential));
  });

  test('may be without a login', () => {
    expect(readdirSync(openPrivateHome(below, null))).toEqual([]);
  });

  test('is gone when its process ends', async () => {
    const own = join(folder.dir, 'own');
    const script = `
      import { existsSync } from 'node:fs';
      import { openPrivateHome } from ${JSON.stringify(new URL('./privateHome.ts', import.meta.url).href)};
      console.log(existsSync(openPrivateHome(${JSON.stringify(own)}, null)));`;
    const file = written(folder.dir, 'opens.mts', script);
    const { out, err } = await runNode(['--import', 'tsx', file], {});
    expect([out, err]).toEqual(['true\n', '']);
    expect(readdirSync(own)).toEqual([]);
  });

  test('that a killed run left goes with the next; that of a running one stays', async () => {
    const { out } = await runNode(['-p', 'process.pid'], {});
    const left = written(below, `run-${out.trim()}-abc/file`, '');
    const running = written(below, `run-${process.pid}-abc/file`, '');
    const other = written(below, 'something-else/file', '');
    openPrivateHome(below, null);
    expect([left, running, other].map((file) => existsSync(file))).toEqual([false, true, true]);
  });
});
