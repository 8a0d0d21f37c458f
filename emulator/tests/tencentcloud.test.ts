import CloudBase from '@cloudbase/manager-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { signedHeaders, type ToSign } from '../src/tencentcloud/test-support.ts';
import { type Running, start } from './start.ts';

interface Cloud {
  readonly envId: string;
  readonly credentials: { readonly secretId: string; readonly secretKey: string };
}

const versions: Readonly<Record<string, string>> = { scf: '2018-04-16', tcb: '2018-06-08' };

let emulator: Running;
let cloud: Cloud;

beforeAll(async () => {
  emulator = await start(
    {
      functions: {
        hello: { code: 'exports.main = () => 1', config: { envVariables: { A: 'a {{ env.NAMED }}' } } },
      },
      config: { envId: '{{env.ENV_ID}}' },
    },
    { env: { ENV_ID: 'env-1', NAMED: 'value', NOT_NAMED: 'secret', WECHATPAY_APPID: 'wx-app' } },
  );
  cloud = (await (await fetch(`${emulator.origin}/_emulator/cloud`)).json()) as Cloud;
});
afterAll(async () => emulator.end());

interface Call {
  readonly action?: string;
  readonly version?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly toSign?: Partial<ToSign>;
}

/** Calls the API at the emulator's own origin. */
async function call(service: string, body: string, { action, version, headers, toSign }: Call = {}) {
  const host = new URL(emulator.origin).host;
  const response = await fetch(emulator.origin, {
    method: 'POST',
    headers: {
      ...signedHeaders({ service, host, body, ...toSign }, cloud.credentials),
      'x-tc-action': action ?? 'DescribeEnvs',
      'x-tc-version': version ?? versions[service] ?? '2018-01-01',
      ...headers,
    },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const failure = (Code: string) => ({
  status: 200,
  body: { Response: { Error: { Code, Message: expect.any(String) }, RequestId: expect.any(String) } },
});

describe('what is needed to use it', () => {
  test('is told, with the variables that the templates name and no others', async () => {
    const { body } = await emulator.get('/_emulator/cloud');
    expect(body).toEqual({
      envId: 'env-1',
      region: 'ap-shanghai',
      appId: 'wx-app',
      credentials: {
        secretId: expect.stringMatching(/^AKID\w{32}$/),
        secretKey: expect.stringMatching(/^\w{32}$/),
      },
      certificateAuthority: expect.stringContaining('-----BEGIN CERTIFICATE-----'),
      variables: { ENV_ID: 'env-1', NAMED: 'value' },
      clockOffsetMs: 0,
    });
  });

  test('is told to nobody elsewhere', async () => {
    for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await fetch(`${emulator.origin}/_emulator/cloud`, { headers })).status).toBe(403);
    }
  });
});

describe('the API', () => {
  test('answers a signed request', async () => {
    const { status, body } = await call('tcb', '{}');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      Response: { Total: 1, EnvList: [{ EnvId: 'env-1', Status: 'NORMAL' }], RequestId: expect.any(String) },
    });
  });

  test('knows nothing of the moved clock: who signs does not either', async () => {
    await emulator.post('/_emulator/clock', { advanceMs: 30 * 24 * 60 * 60 * 1000 });
    expect((await call('tcb', '{}')).body).toMatchObject({ Response: { Total: 1 } });
    await emulator.post('/_emulator/reset');
  });

  test('refuses what is not signed, or signed for something else', async () => {
    const altered = { toSign: { body: '{"EnvId":"env-1"}' } };
    expect(await call('tcb', '{}', altered)).toEqual(failure('AuthFailure.SignatureFailure'));
    const unsigned = { headers: { authorization: '' } };
    expect(await call('tcb', '{}', unsigned)).toEqual(failure('AuthFailure.InvalidAuthorization'));
    const old = { toSign: { timestamp: Math.floor(Date.now() / 1000) - 600 } };
    expect(await call('tcb', '{}', old)).toEqual(failure('AuthFailure.SignatureExpire'));
  });

  test.each([
    ['an unknown action', 'tcb', 'DestroyEnv', 'InvalidAction', /DestroyEnv of tcb/],
    ['an action of another service', 'scf', 'DescribeEnvs', 'InvalidAction', /DescribeEnvs of scf/],
    ['a name that every object has', 'tcb', 'constructor', 'InvalidAction', /constructor/],
    ['an unknown service', 'cvm', 'DescribeInstances', 'NoSuchProduct', /cvm .*DescribeInstances/],
  ])('refuses %s by name', async (_what, service, action, code, message) => {
    const { body } = await call(service, '{}', { action });
    expect(body).toMatchObject({
      Response: { Error: { Code: code, Message: expect.stringMatching(message) } },
    });
  });

  test.each([
    ['another version', '{}', { version: '2017-01-01' }, 'NoSuchVersion'],
    ['a body that is no JSON', '{', {}, 'InvalidParameter'],
    ['a body that is no object', '[]', {}, 'InvalidParameter'],
    ['another environment', '{"EnvId":"env-2"}', { action: 'DescribeEnvInfo' }, 'ResourceNotFound'],
    ['a body of more than 10 MB', `"${'x'.repeat(10 * 1024 * 1024)}"`, {}, 'RequestSizeLimitExceeded'],
  ])('refuses %s', async (_what, body, options, code) => {
    expect(await call('tcb', body, options)).toEqual(failure(code));
  });

  test('refuses the namespace of another environment', async () => {
    const answer = await call('scf', '{"Namespace":"env-2"}', { action: 'ListFunctions' });
    expect(answer).toEqual(failure('ResourceNotFound.Namespace'));
  });

  test('takes null for what is not set, as SDKs send it', async () => {
    const { body } = await call('scf', '{"Namespace":null,"EnvId":null}', { action: 'ListFunctions' });
    expect(body).toMatchObject({ Response: { TotalCount: 1 } });
    expect((await call('tcb', '{"EnvId":null}')).body).toMatchObject({ Response: { Total: 1 } });
  });

  test('offers the code of a function for one download', async () => {
    const answer = await call('scf', '{"FunctionName":"hello"}', { action: 'GetFunctionAddress' });
    const { Url } = (answer.body as { Response: { Url: string } }).Response;
    const download = await fetch(Url);
    expect(download.status).toBe(200);
    expect(
      Buffer.from(await download.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect((await fetch(Url)).status).toBe(403);
    const { pathname } = new URL(Url);
    expect((await fetch(emulator.origin + pathname)).status).toBe(403);
  });

  test('lists no environment but its own', async () => {
    const { body } = await call('tcb', '{"EnvId":"env-2"}');
    expect(body).toMatchObject({ Response: { EnvList: [], Total: 0 } });
  });

  test('refuses web pages and other hosts, as everything here does', async () => {
    expect((await call('tcb', '{}', { headers: { origin: 'http://evil.example' } })).status).toBe(403);
    expect((await call('tcb', '{}', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });

  test('misbehaves on request', async () => {
    const fault = (effect: string, rest: object = {}) => ({
      match: { service: 'tcb', action: 'DescribeEnvs' },
      effect,
      times: 1,
      ...rest,
    });
    await emulator.post('/_emulator/faults', [fault('errorBefore', { code: 'InternalError' })]);
    expect(await call('tcb', '{}')).toEqual(failure('InternalError'));
    await emulator.post('/_emulator/faults', [fault('errorAfter')]);
    expect(await call('tcb', '{}')).toEqual(failure('InternalError'));
    await emulator.post('/_emulator/faults', [fault('dropBefore')]);
    await expect(call('tcb', '{}')).rejects.toThrow('fetch failed');
    expect((await call('tcb', '{}')).body).toMatchObject({ Response: { Total: 1 } });
  });
});

describe('the official manager-node', () => {
  beforeEach(() => vi.stubEnv('TCB_BASE_URL', emulator.origin));
  afterEach(() => vi.unstubAllEnvs());

  test('signs so that it is let in', async () => {
    const app = new CloudBase({ ...cloud.credentials, envId: cloud.envId });
    expect(await app.env.listEnvs()).toMatchObject({ EnvList: [{ EnvId: 'env-1' }] });
    expect(await app.env.getEnvInfo()).toMatchObject({
      EnvInfo: { EnvId: 'env-1', Region: 'ap-shanghai', Functions: [{ Namespace: 'env-1' }] },
    });
  });

  test.each([
    ['AuthFailure.SecretIdNotFound', { secretId: 'AKIDother' }],
    ['AuthFailure.SignatureFailure', { secretKey: 'other' }],
    ['AuthFailure.TokenFailure', { token: 'token' }],
    ['ResourceNotFound', { envId: 'env-2' }],
  ])('is refused with %s', async (code, other) => {
    const app = new CloudBase({ ...cloud.credentials, envId: cloud.envId, ...other });
    await expect(app.env.getEnvInfo()).rejects.toMatchObject({ code });
  });
});
