import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPermissions, checkShadowed, readEnvironmentFile } from './environmentFile.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'houfu-doctor-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function aFile(mode = 0o600): string {
  const path = join(dir, '.env');
  writeFileSync(path, '# comment\nA=1==\nB=\n');
  chmodSync(path, mode);
  return path;
}

describe('the file of variables', () => {
  it('is read with what base64 ends in, and with empty values', () => {
    expect(readEnvironmentFile(aFile())).toEqual({ A: '1==', B: '' });
  });

  it('must be there', () => {
    expect(() => readEnvironmentFile(join(dir, 'none'))).toThrow('.env.example');
  });

  it.runIf(process.platform !== 'win32').each([
    [0o600, '✓'],
    [0o400, '✓'],
    [0o640, '!'],
    [0o604, '!'],
  ])('of mode %o is found %s', (mode, mark) => {
    expect(checkPermissions(aFile(mode)).map((finding) => finding.mark)).toEqual([mark]);
  });

  it('is not asked for its mode on Windows', () => {
    expect(checkPermissions(aFile(0o644), 'win32')).toEqual([]);
  });

  it('is shadowed by another value in the shell, which is not printed', () => {
    const shell = { WECHATPAY_MCHID: '1900000002', HOUFU_ENV_ID: 'same', PATH: '/bin' };
    const file = { WECHATPAY_MCHID: '1900000001', HOUFU_ENV_ID: 'same', WECHATPAY_MODE: 'x', PATH: '/other' };
    const findings = checkShadowed(file, shell);
    expect(findings).toEqual([expect.objectContaining({ mark: '!', about: 'WECHATPAY_MCHID' })]);
    expect(JSON.stringify(findings)).not.toContain('190000000');
  });
});
