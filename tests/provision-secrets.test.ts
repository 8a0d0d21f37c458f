import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runTsx, useProvisioned } from './support/provision.ts';

const system = useProvisioned();
const dir = mkdtempSync(join(tmpdir(), 'houfu-planted-'));
afterAll(() => rmSync(dir, { recursive: true }));

const PLANTED = {
  TENCENTCLOUD_SECRETID: 'AKIDplantedSecretIdPlanted',
  TENCENTCLOUD_SECRETKEY: 'plantedSecretKeyPlanted',
  TENCENTCLOUD_SESSIONTOKEN: 'plantedTokenPlanted',
};

/** The next call answers with this text in the place of a code, as if the API repeated what it was sent. */
async function nextAnswerRepeats(action: string, code: string): Promise<void> {
  const match = { service: 'tcb', action };
  await system().cloudbase.post('/_emulator/faults', [{ match, effect: 'errorBefore', code, times: 1 }]);
}

describe('no secret is printed', () => {
  test('of a credential in a file, which the API refuses', async () => {
    const file = join(dir, '.env.planted');
    const variables = { HOUFU_ENV_ID: 'houfu-local', ...PLANTED };
    writeFileSync(
      file,
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
      { mode: 0o600 },
    );
    const args = ['tools/provision.ts', '--plan', '--env', relative(process.cwd(), file)];
    const { code, text } = await runTsx(args, { TCB_BASE_URL: system().cloudbase.origin });
    expect([code, text]).toEqual([1, expect.stringMatching(/^houfu-local cannot be looked at: AuthFailure/)]);
    for (const planted of Object.values(PLANTED)) expect(text).not.toContain(planted);
  });

  test('of a login, even where the API repeats it', async () => {
    const { credential } = await system().target();
    const { secretId, secretKey } = credential;
    for (const secret of [secretId, secretKey]) {
      await nextAnswerRepeats('ListTables', `Denied.${secret}`);
      const looked = await system()
        .apply()
        .catch((error: unknown) => String(error));
      expect(looked).toEqual(expect.stringContaining('cannot be looked at: Denied.***'));
      expect(looked).not.toContain(secret);

      await nextAnswerRepeats('CreateTable', `Denied.${secret}`);
      const { lines, failure } = await system().apply();
      expect(failure).toContain('create collection orders: Denied.***');
      expect(lines.join('\n')).not.toContain(secret);
    }
  });

  test('by a run that succeeds', async () => {
    const { secrets } = await system().target();
    const { code, text } = await system().tool('--yes', '--seed', 'policies,terms');
    expect(code).toBe(0);
    expect(secrets.length).toBeGreaterThan(2);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });
});
