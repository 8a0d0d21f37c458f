import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { aKeyPair } from '../cloudfunctions/shared/testing/keyPair.ts';
import { useSystem } from './support/system.ts';

type Variables = Readonly<Record<string, string>>;

const system = useSystem();
const dir = mkdtempSync(join(tmpdir(), 'houfu-doctor-'));
afterAll(() => rmSync(dir, { recursive: true }));
afterEach(() => system().cloud.reset());

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What the stand-in gives a merchant, in files as he would have them. */
let given: Variables;
let certificate: string;
beforeAll(async () => {
  const answer = await fetch(`${system().cloud.origin}/_emulator/wechatpay/environment`);
  const { WECHATPAY_MERCHANT_CERTIFICATE = '', ...variables } = (await answer.json()) as Record<
    string,
    string
  >;
  certificate = join(dir, 'apiclient_cert.pem');
  writeFileSync(certificate, Buffer.from(WECHATPAY_MERCHANT_CERTIFICATE, 'base64'));
  given = {
    HOUFU_ENV_ID: 'shop-1a2b3c',
    HOUFU_IDENTITY_KEY: 'an-identity-key-of-this-test-0123456789-0123456789',
    ...variables,
    WECHATPAY_CALLBACK_URL: 'https://pay.shop.cn/wechatpay/callback',
    WECHATPAY_MODE: 'authoriseOnce',
  };
});

interface Visit {
  readonly code: number | null;
  readonly printed: string;
  /** The mark and words of the lines about one thing. */
  about(name: string): string[];
}

/** Runs the command on a file of these variables, as a user would. */
async function visit(changes: Variables, ...options: readonly string[]): Promise<Visit> {
  const file = join(dir, '.env');
  const lines = Object.entries({ ...given, ...changes }).map((pair) => pair.join('='));
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return run('--env', file, ...options);
}

function run(...options: readonly string[]): Promise<Visit> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/doctor.ts', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const about = (name: string) =>
        printed
          .split('\n')
          .filter((line) => line.slice(2).startsWith(`${name}: `))
          .map((line) => line.replace(`${name}: `, ''));
      resolve({ code, printed, about });
    });
  });
}

describe('npm run doctor', () => {
  test('finds a good configuration right, and ends with 0', async () => {
    const { code, printed, about } = await visit({}, '--cert', certificate);
    expect(printed).not.toContain('✗');
    expect(code).toBe(0);
    expect(about('商户API证书')).toEqual([expect.stringMatching(/^✓ fits/)]);
    expect(about('callbacks')).toEqual([expect.stringMatching(/^✓/)]);
  });

  test('lists everything that is wrong with a bad one, without a secret, and ends with 1', async () => {
    const changes = {
      HOUFU_IDENTITY_KEY: 'a-secret-that-is-too-short',
      WECHATPAY_MCHID: '',
      WECHATPAY_APIV3_KEY: 'another-secret',
      WECHATPAY_APIV2_KEY: given['WECHATPAY_APIV2_KEY']?.slice(1) ?? '',
      WECHATPAY_MERCHANT_KEY: base64('a third secret'),
      WECHATPAY_CALLBACK_URL: 'http://pay.shop.cn/wechatpay/callback',
    };
    const { code, printed, about } = await visit(changes, '--online');
    for (const name of Object.keys(changes)) expect(about(name)).toEqual([expect.stringMatching(/^✗ /)]);
    expect(about('online')).toEqual([expect.stringMatching(/^✗ nothing was sent/)]);
    expect(printed).not.toContain('secret');
    expect(printed).not.toContain(changes.WECHATPAY_APIV2_KEY);
    expect(printed).not.toContain(changes.WECHATPAY_MERCHANT_KEY);
    expect(code).toBe(1);
  });

  test('finds a certificate that belongs to another key', async () => {
    const changes = { WECHATPAY_MERCHANT_KEY: base64(aKeyPair().privateKey) };
    const { code, about } = await visit(changes, '--cert', certificate);
    expect(about('商户API证书')).toEqual([expect.stringMatching(/^✗ .*another private key/)]);
    expect(code).toBe(1);
  });

  test('says in one line that the file is not there', async () => {
    const { code, printed } = await run('--env', join(dir, 'none'));
    expect(printed.trim().split('\n')).toEqual([expect.stringContaining('.env.example')]);
    expect(code).toBe(1);
  });
});

describe('npm run doctor -- --online, against the stand-in,', () => {
  const online = (changes: Variables = {}) => visit(changes, '--online');

  test('finds that everything is accepted, by one request that changes nothing', async () => {
    const { code, about } = await online();
    const seen = ['signature of the answer', 'clock', 'merchant', 'service'].flatMap(about);
    expect(seen.map((text) => text[0])).toEqual(['✓', '✓', '✓', '✓']);
    expect(code).toBe(0);
    const { orders, log } = await system().channel.state();
    expect(orders).toEqual([]);
    expect(log.map(({ action }) => action)).toEqual(['query']);
  });

  test('finds a serial number that WeChat Pay does not know', async () => {
    const { code, about } = await online({ WECHATPAY_MERCHANT_SERIAL: 'A'.repeat(40) });
    expect(about('merchant')).toEqual([
      expect.stringMatching(/^✗ WECHATPAY_MERCHANT_SERIAL is not .*401 SIGN_ERROR/),
    ]);
    expect(code).toBe(1);
  });

  test('finds a merchant that WeChat Pay does not know', async () => {
    const { about } = await online({ WECHATPAY_MCHID: '1900000009' });
    expect(about('merchant')).toEqual([expect.stringMatching(/^✗ WECHATPAY_MCHID is not/)]);
  });

  test('finds a key that is not the certificate’s', async () => {
    const { about } = await online({ WECHATPAY_MERCHANT_KEY: base64(aKeyPair().privateKey) });
    expect(about('merchant')).toEqual([expect.stringMatching(/^✗ WECHATPAY_MERCHANT_KEY is not/)]);
  });

  test.each([
    ['service', { WECHATPAY_SERVICE_ID: '00004000000000000000000000000009' }],
    ['AppID', { WECHATPAY_APPID: 'wx0000000000000002' }],
  ])('finds a %s that was not granted', async (_what, changes) => {
    const { code, about } = await online(changes);
    expect(about('service')).toEqual([expect.stringMatching(/^✗ was not granted/)]);
    expect(code).toBe(1);
  });

  test('finds a clock that is ten minutes off', async () => {
    await system().cloud.advance(10 * MINUTE_MS);
    const { code, about } = await online();
    expect(about('clock')).toEqual([expect.stringMatching(/^✗ .*five minutes/)]);
    expect(code).toBe(1);
  });

  test('finds an answer whose time is long gone', async () => {
    await system().cloud.post('/_emulator/wechatpay/behaviour', { answers: 'staleTimestamp' });
    expect((await online()).about('clock')).toEqual([expect.stringMatching(/^✗ /)]);
  });

  test.each([
    ['a key that is not configured', { answers: 'unknownSerial' }, /^✗ .*PUB_KEY_ID_.*lacks/],
    ['a signature that does not fit', { answers: 'badSignature' }, /^✗ does not fit/],
    ['a refusal without a signature', { answers: 'unsignedRefusals' }, /^! there is none/],
  ])('finds %s', async (_what, behaviour, expected) => {
    await system().cloud.post('/_emulator/wechatpay/behaviour', behaviour);
    expect((await online()).about('signature of the answer')).toEqual([expect.stringMatching(expected)]);
  });

  test('finds another key’s file under the right id', async () => {
    const [id] = (given['WECHATPAY_PUBLIC_KEYS'] ?? '').split('=');
    const { about } = await online({ WECHATPAY_PUBLIC_KEYS: `${id}=${base64(aKeyPair().publicKey)}` });
    expect(about('signature of the answer')).toEqual([expect.stringMatching(/^✗ does not fit/)]);
  });

  test('finds that nobody answers', async () => {
    const { code, about } = await online({ WECHATPAY_BASE_URL: 'http://127.0.0.1:9' });
    expect(about('online')).toEqual([expect.stringMatching(/^✗ .*gave no answer \(.+\)/)]);
    expect(code).toBe(1);
  });
});
