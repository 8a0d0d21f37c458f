import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectTo, requestHost, signedHeaders } from '../src/tencentcloud/test-support.ts';
import { type Running, start } from './start.ts';

interface Cloud {
  readonly certificateAuthority: string;
  readonly credentials: { readonly secretId: string; readonly secretKey: string };
}

const bucket = 'shtempcos-1253665819.cos.ap-shanghai.myqcloud.com';

let emulator: Running;
let cloud: Cloud;
beforeAll(async () => {
  emulator = await start({});
  cloud = (await (await fetch(`${emulator.origin}/_emulator/cloud`)).json()) as Cloud;
});
afterAll(async () => emulator.end());

/** A call of the API at the vendor's own host. */
async function callApi(service: string, action: string, version: string, body: string) {
  const host = `${service}.tencentcloudapi.com`;
  const signed = signedHeaders({ service, host, body }, cloud.credentials);
  const headers = { ...signed, 'x-tc-action': action, 'x-tc-version': version };
  const answer = await toHost(host, { headers, body });
  return { status: answer.status, ...(JSON.parse(answer.body) as { Response: Record<string, unknown> }) };
}

const toHost = (host: string, request: Parameters<typeof requestHost>[3]) =>
  requestHost(emulator.origin, cloud.certificateAuthority, host, request);

describe('a CONNECT', () => {
  test('to an API host leads to the API of that service', async () => {
    expect(await callApi('tcb', 'DescribeEnvs', '2018-06-08', '{}')).toMatchObject({
      status: 200,
      Response: { EnvList: [{ EnvId: 'fixture-env' }] },
    });
  });

  test('to the host of another service than was signed for is refused there', async () => {
    const host = 'scf.tencentcloudapi.com';
    const headers = signedHeaders({ service: 'tcb', host, body: '{}' }, cloud.credentials);
    const { body } = await toHost(host, { headers, body: '{}' });
    expect(body).toContain('AuthFailure.SignatureFailure');
  });

  test('to the bucket of uploads lets nothing in that was not permitted', async () => {
    const { status, body } = await toHost(bucket, { method: 'PUT', path: '/a.zip', headers: {}, body: 'x' });
    expect({ status, body }).toEqual({ status: 403, body: expect.stringContaining('AccessDenied') });
  });

  test('to the bucket keeps what was permitted, until a reset', async () => {
    const ObjectPath = '1250000000/fixture-env/hello.zip';
    const { Response } = await callApi('scf', 'GetTempCosInfo', '2018-04-16', JSON.stringify({ ObjectPath }));
    const path = `/${Response['Date']}/${ObjectPath}`;
    const headers = { authorization: String(Response['Sign']) };
    const head = async () => (await toHost(bucket, { method: 'HEAD', path, headers })).status;
    expect(await toHost(bucket, { method: 'PUT', path, headers, body: 'zip' })).toMatchObject({
      status: 200,
    });
    expect(await head()).toBe(200);
    await emulator.post('/_emulator/reset');
    expect(await head()).toBe(404);
  });

  test('to the CLI’s telemetry ends here', async () => {
    const path = '/analytics/v2_upload';
    const { status } = await toHost('otheve.beacon.qq.com', { path, headers: {}, body: '{"a":1}' });
    expect(status).toBe(200);
  });

  test('gives no way to a host that is named only in the request', async () => {
    const { status } = await toHost('tcb.tencentcloudapi.com', { headers: { host: 'other.example' } });
    expect(status).toBe(421);
  });

  test('to the emulator itself leads to itself', async () => {
    const { host } = new URL(emulator.origin);
    const { status, socket } = await connectTo(emulator.origin, host);
    expect(status).toBe(200);
    socket.end(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 .*"ok"/s);
    const again = await connectTo(emulator.origin, host.replace('127.0.0.1', 'localhost'));
    again.socket.end('GET /healthz HTTP/1.1\r\nhost: tcb.tencentcloudapi.com\r\nconnection: close\r\n\r\n');
    expect(await text(again.socket)).toMatch(/^HTTP\/1.1 403 /);
  });

  test.each([
    'example.com:443',
    'tencentcloudapi.com:443',
    'a.b.tencentcloudapi.com:443',
    'tcb.tencentcloudapi.com.example.com:443',
    'tcb.tencentcloudapi.com:80',
    'tcb.tencentcloudapi.com',
    'shtempcos-1253665819.cos.ap-shanghai.tencentcos.cn:443',
    '127.0.0.1:22',
    'localhost:443',
    '[::1]:443',
  ])('to %s is refused', async (target) => {
    const { status, socket } = await connectTo(emulator.origin, target);
    expect(status).toBe(403);
    socket.resume();
    await once(socket, 'close');
  });

  test('is trusted by nobody who was not told of the authority', async () => {
    const { socket } = await connectTo(emulator.origin, 'tcb.tencentcloudapi.com:443');
    const secure = connect({ socket, servername: 'tcb.tencentcloudapi.com' });
    const [error] = await once(secure, 'error');
    expect(error).toMatchObject({ code: expect.stringMatching(/CERT|SIGNATURE/) });
    const other = await start({});
    const authority = JSON.stringify((await other.get('/_emulator/cloud')).body);
    await other.end();
    const { certificateAuthority } = JSON.parse(authority) as Cloud;
    const wrong = requestHost(emulator.origin, certificateAuthority, 'tcb.tencentcloudapi.com', {
      headers: {},
    });
    await expect(wrong).rejects.toThrow(/certificate|signature/);
  });

  test('harms nothing when what follows is no TLS, or nothing at all', async () => {
    const { socket } = await connectTo(emulator.origin, 'tcb.tencentcloudapi.com:443');
    socket.write('GET / HTTP/1.1\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    const { socket: reset } = await connectTo(emulator.origin, 'tcb.tencentcloudapi.com:443');
    reset.resetAndDestroy();
    const { socket: refused } = await connectTo(emulator.origin, 'example.com:443');
    refused.resetAndDestroy();
    expect(await emulator.get('/healthz')).toMatchObject({ status: 200 });
  });

  test('does not keep the emulator from stopping', async () => {
    const other = await start({});
    const idle = await connectTo(other.origin, 'tcb.tencentcloudapi.com:443');
    idle.socket.on('error', () => undefined);
    const closed = once(idle.socket, 'close');
    idle.socket.resume();
    await other.end();
    await closed;
  });
});
