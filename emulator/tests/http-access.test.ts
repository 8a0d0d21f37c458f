import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, start } from './start.ts';

const code = (body: string) => `exports.main = async (event) => { ${body} }`;
const functions = {
  echo: { code: code('return event'), config: { path: '/echo' } },
  binary: {
    code: code(
      'return { statusCode: 201, headers: { "Content-Type": "image/png", "X-Own": "1" }, body: "AP8=", isBase64Encoded: true }',
    ),
    config: { path: '/images' },
  },
  text: { code: code('return "hello"'), config: { path: '/text' } },
  nothing: { code: code('return'), config: { path: '/nothing' } },
  throws: { code: code('throw new Error("secret")'), config: { path: '/throws' } },
  deeper: { code: code('return "deeper"'), config: { path: '/echo/deeper/' } },
  hidden: { code: code('return 1') },
};

let emulator: Running;
beforeAll(async () => {
  emulator = await start({ functions });
});
afterAll(async () => emulator.end());

const http = (path: string, init?: RequestInit) => fetch(`${emulator.origin}/http${path}`, init);

describe('a function under HTTP access', () => {
  test('gets the request as an event', async () => {
    const response = await http('/echo/a/b?x=1&y=%20', {
      method: 'PUT',
      body: '{"a":1}',
      headers: { 'X-Own': 'v', 'content-type': 'application/json' },
    });
    expect(await response.json()).toEqual({
      path: '/echo/a/b',
      httpMethod: 'PUT',
      headers: expect.objectContaining({ 'x-own': 'v', 'content-type': 'application/json' }),
      queryStringParameters: { x: '1', y: ' ' },
      requestContext: expect.objectContaining({ envId: 'fixture-env', requestId: expect.any(String) }),
      body: '{"a":1}',
      isBase64Encoded: false,
    });
    expect(response.headers.get('content-type')).toMatch('application/json');
  });

  test('gets a binary body in base64, and can answer with one', async () => {
    const body = new Uint8Array([0, 255]);
    const sent = await http('/echo', { method: 'POST', body, headers: { 'content-type': 'image/png' } });
    expect(await sent.json()).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
    const response = await http('/images');
    expect(response.status).toBe(201);
    expect(response.headers.get('x-own')).toBe('1');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(body);
  });

  test('may answer with text, or with nothing', async () => {
    const response = await http('/text');
    expect(response.headers.get('content-type')).toMatch('text/plain');
    expect(await response.text()).toBe('hello');
    expect(await (await http('/nothing')).text()).toBe('');
  });

  test('is found by the longest path', async () => {
    expect(await (await http('/echo/deeper/x')).text()).toBe('deeper');
    expect(await (await http('/echo/deeperx')).json()).toMatchObject({ path: '/echo/deeperx' });
  });

  test.each(['/', '/hidden', '/ech', '/functions/hidden'])('is not found at %s', async (path) => {
    expect((await http(path)).status).toBe(404);
  });

  test.each([
    ['text', 'text/plain', 100 * 1024 + 1, 413],
    ['text', 'text/plain', 100 * 1024, 200],
    ['other', 'image/png', 6 * 1024 * 1024 + 1, 413],
    ['other', 'image/png', 6 * 1024 * 1024, 200],
  ])('takes %s bodies (%s) of %i bytes with %i', async (_kind, contentType, size, status) => {
    const response = await http('/nothing', {
      method: 'POST',
      body: 'x'.repeat(size),
      headers: { 'content-type': contentType },
    });
    expect(response.status).toBe(status);
    if (status === 413) expect(await response.json()).toMatchObject({ errCode: 'EXCEED_MAX_PAYLOAD_SIZE' });
  });

  test('that throws answers 500', async () => {
    expect((await http('/throws')).status).toBe(500);
  });
});

describe('a foreign host or page', () => {
  const status = (path: string, headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const sent = request(emulator.origin + path, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end('{}');
    });

  test.each([
    ['/admin', 403],
    ['/functions/hidden', 403],
    ['/_emulator/reset', 403],
    ['/http/echo', 200],
  ])('gets at %s: %i', async (path, expected) => {
    expect(await status(path, { host: 'evil.example' })).toBe(expected);
    expect(await status(path, { origin: 'https://evil.example' })).toBe(expected);
    expect(await status(path, { origin: 'null' })).toBe(expected);
  });

  test('is told from our own', async () => {
    const port = new URL(emulator.origin).port;
    expect(await status('/functions/hidden', { origin: emulator.origin })).toBe(200);
    expect(
      await status('/functions/hidden', { host: `localhost:${port}`, origin: `http://localhost:${port}` }),
    ).toBe(200);
  });
});
