import { afterAll, describe, expect, test } from 'vitest';
import { credentialOf, LOGIN_FILE, readLogin, withoutCredential } from './credential.ts';
import { temporaryFolder, written } from './testing/program.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const NOW = Date.UTC(2026, 10, 29);
const MINUTE_MS = 60_000;

let homes = 0;
/** A home with this in the CLI's file. */
function homeWith(text: string): string {
  homes += 1;
  const name = `home-${homes}`;
  written(folder.dir, `${name}/${LOGIN_FILE}`, text);
  return `${folder.dir}/${name}`;
}
const homeOf = (credential: object) => homeWith(JSON.stringify({ _: 'do not share', credential, ssh: {} }));
const readNow = (home: string) => () => readLogin(home, NOW);

describe('the login of the CLI', () => {
  test('may be a secret key', () => {
    expect(readLogin(homeOf({ secretId: 'AKIDx', secretKey: 'key' }), NOW)).toEqual({
      secretId: 'AKIDx',
      secretKey: 'key',
    });
  });

  const browser = {
    tmpSecretId: 'AKIDtmp',
    tmpSecretKey: 'tmpkey',
    tmpToken: 'token',
    refreshToken: 'refresh',
    uin: '1',
  };

  test.each([String, Number])('may be one in the browser, while it holds', (kind) => {
    const home = homeOf({ ...browser, tmpExpired: kind(NOW + 60 * MINUTE_MS) });
    expect(readLogin(home, NOW)).toEqual({ secretId: 'AKIDtmp', secretKey: 'tmpkey', token: 'token' });
  });

  test.each([-1, MINUTE_MS])('is not taken when it runs out (in %i ms)', (ms) => {
    const renew = 'the login to Tencent Cloud has run out: npx tcb login renews it';
    expect(readNow(homeOf({ ...browser, tmpExpired: NOW + ms }))).toThrow(renew);
  });

  test('is not there in a home without it, and after a log-out', () => {
    const login = 'nobody is logged in to Tencent Cloud: npx tcb login';
    expect(readNow(`${folder.dir}/none`)).toThrow(login);
    expect(readNow(homeOf({}))).toThrow(login);
    expect(readNow(homeWith('{"_":"do not share"}'))).toThrow(login);
  });

  test('is never shown, also when it cannot be read', () => {
    const broken = [
      '{"credential":{"secretKey":"s3cret',
      '{"credential":"s3cret"}',
      '{"credential":{"secretKey":{"s3cret":1}}}',
    ];
    for (const text of broken) {
      const message = `${homes + 1}/${LOGIN_FILE} is not a login of the CLI`;
      expect(readNow(homeWith(text))).toThrow(message);
      expect(readNow(homeWith(text))).not.toThrow('s3cret');
    }
  });
});

describe('a credential in variables', () => {
  const both = { TENCENTCLOUD_SECRETID: 'AKIDx', TENCENTCLOUD_SECRETKEY: 'key' };

  test('is id and key, and a token if it has one', () => {
    expect(credentialOf(both)).toEqual({ secretId: 'AKIDx', secretKey: 'key' });
    expect(credentialOf({ ...both, TENCENTCLOUD_SESSIONTOKEN: 't' })).toMatchObject({ token: 't' });
  });

  test('may be none', () => {
    expect(credentialOf({ PATH: '/bin', TENCENTCLOUD_SECRETID: '' })).toBeNull();
  });

  test.each(['TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY'])('lacks %s', (name) => {
    expect(() => credentialOf({ ...both, [name]: undefined })).toThrow(`${name} is missing`);
  });

  test('does not go on to who is not told', () => {
    expect(withoutCredential({ ...both, TENCENTCLOUD_SESSIONTOKEN: 't', PATH: '/bin' })).toEqual({
      PATH: '/bin',
    });
  });
});
