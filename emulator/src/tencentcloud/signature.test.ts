import { describe, expect, test } from 'vitest';
import { type SignedRequest, verifySignature } from './signature.ts';
import { signedHeaders, type ToSign } from './test-support.ts';

const credentials = { secretId: 'AKIDtest', secretKey: 'secret' };
const nowMs = Date.UTC(2026, 10, 29, 12);
const timestamp = nowMs / 1000;
const body = '{"EnvId":"env"}';
const good: ToSign = { service: 'tcb', host: 'tcb.tencentcloudapi.com', body, timestamp };

/** As it arrives, signed for `toSign`. */
function received(toSign: Partial<ToSign> = {}, sent: Partial<SignedRequest> = {}): SignedRequest {
  const headers = signedHeaders({ ...good, ...toSign }, credentials);
  return { method: 'POST', target: '/', headers, body: Buffer.from(body), ...sent };
}

function verify(request: SignedRequest, at = nowMs): string {
  return verifySignature(request, credentials, at);
}

describe('a signature', () => {
  test('is computed as in the example of the vendor', () => {
    // https://cloud.tencent.com/document/api/213/30654
    const example: SignedRequest = {
      method: 'POST',
      target: '/',
      headers: {
        host: 'cvm.tencentcloudapi.com',
        'content-type': 'application/json; charset=utf-8',
        'x-tc-timestamp': '1551113065',
        authorization:
          'TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, ' +
          'SignedHeaders=content-type;host, ' +
          'Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
      },
      body: Buffer.from(
        String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
      ),
    };
    const key = {
      secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
      secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
    };
    expect(verifySignature(example, key, 1_551_113_065_000)).toBe('cvm');
  });

  test('tells for which service it was made', () => {
    expect(verify(received())).toBe('tcb');
    expect(verify(received({ service: 'scf' }))).toBe('scf');
  });

  test('may leave out the port of the host, as manager-node does', () => {
    const host = '127.0.0.1:5300';
    const withoutPort = received({ host: '127.0.0.1' });
    expect(verify({ ...withoutPort, headers: { ...withoutPort.headers, host } })).toBe('tcb');
    expect(verify(received({ host }))).toBe('tcb');
  });

  test.each([-299, 0, 299])('counts %d seconds off', (seconds) => {
    expect(verify(received(), nowMs + seconds * 1000)).toBe('tcb');
  });

  test.each<[string, SignedRequest]>([
    ['body', received({}, { body: Buffer.from('{"EnvId":"other"}') })],
    ['method', received({}, { method: 'GET' })],
    ['path', received({}, { target: '/other' })],
    ['query', received({}, { target: '/?a=1' })],
    ['host', changed('host', 'scf.tencentcloudapi.com')],
    ['content type', changed('content-type', 'text/plain')],
    ['time', changed('x-tc-timestamp', String(timestamp + 1))],
    ['service', authorization('/tcb/', '/scf/')],
    ['day', authorization('2026-11-29', '2026-11-28')],
    ['list of headers', authorization('content-type;host', 'host;content-type')],
    ['signature', authorization(/Signature=.{64}/, `Signature=${'0'.repeat(64)}`)],
  ])('does not fit another %s', (_what, request) => {
    expect(() => verify(request)).toThrow(expect.objectContaining({ code: 'AuthFailure.SignatureFailure' }));
  });

  test('for another day than that of its time is refused, though it is right in itself', () => {
    expect(() => verify(received({ date: '2026-11-28' }))).toThrow(
      expect.objectContaining({ code: 'AuthFailure.SignatureFailure' }),
    );
  });

  test.each<[string, string, SignedRequest]>([
    ['AuthFailure.SignatureExpire', 'too old', received({ timestamp: timestamp - 301 })],
    ['AuthFailure.SignatureExpire', 'of the future', received({ timestamp: timestamp + 301 })],
    ['AuthFailure.SecretIdNotFound', 'by an unknown key', authorization('AKIDtest', 'AKIDother')],
    ['AuthFailure.TokenFailure', 'with a token', changed('x-tc-token', 'token')],
    ['AuthFailure.InvalidAuthorization', 'absent', changed('authorization', '')],
    ['AuthFailure.InvalidAuthorization', 'of another kind', authorization('TC3-HMAC-SHA256', 'TC4')],
    [
      'AuthFailure.InvalidAuthorization',
      'without the host',
      authorization('content-type;host', 'content-type'),
    ],
    ['AuthFailure.InvalidAuthorization', 'without the type', authorization('content-type;host', 'host')],
    ['MissingParameter', 'without a time', changed('x-tc-timestamp', '')],
  ])('is refused with %s when it is %s', (code, _what, request) => {
    expect(() => verify(request)).toThrow(expect.objectContaining({ code }));
  });

  test('by a secret that is not the right one is refused', () => {
    const headers = signedHeaders(good, { ...credentials, secretKey: 'other' });
    expect(() => verify(received({}, { headers }))).toThrow(
      expect.objectContaining({ code: 'AuthFailure.SignatureFailure' }),
    );
  });
});

function changed(name: string, value: string): SignedRequest {
  const request = received();
  return { ...request, headers: { ...request.headers, [name]: value } };
}

function authorization(part: string | RegExp, other: string): SignedRequest {
  const { headers } = received();
  return changed('authorization', String(headers.authorization).replace(part, other));
}
