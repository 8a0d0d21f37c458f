import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliverCallback } from './callback-delivery.ts';

let origin: string;
let seen: { url: string | undefined; host: string | undefined; signature: unknown; body: string }[];
let respond: number | null;
const server = createServer(async (request: IncomingMessage, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { host, signature } = request.headers;
  seen.push({ url: request.url, host, signature, body: Buffer.concat(chunks).toString() });
  if (respond === null) response.destroy();
  else response.writeHead(respond).end(respond === 204 ? '' : 'a word');
});

beforeEach(async () => {
  seen = [];
  respond = 204;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const deliver = (url: string) =>
  deliverCallback(origin, 'env-1', url, { signature: 's' }, Buffer.from('{"a":1}'));

test('the public host of the environment leads to its HTTP access', async () => {
  expect(await deliver('https://env-1.service.tcloudbase.com/pay/notify?x=1')).toEqual({
    status: 204,
    body: '',
  });
  const host = 'env-1.service.tcloudbase.com';
  expect(seen).toEqual([{ url: '/http/pay/notify?x=1', host, signature: 's', body: '{"a":1}' }]);
});

test('a server on this machine is called as it is, and its answer is told', async () => {
  respond = 500;
  expect(await deliver(`${origin}/own`)).toEqual({ status: 500, body: 'a word' });
  expect(seen[0]?.url).toBe('/own');
});

test.each([
  'https://env-2.service.tcloudbase.com/x',
  'https://pay.example/x',
  'https://127.0.0.1/x',
  'nonsense',
])('%s is refused', async (url) => {
  await expect(deliver(url)).rejects.toThrow();
  expect(seen).toEqual([]);
});

test('no answer is a failure', async () => {
  respond = null;
  await expect(deliver('https://env-1.service.tcloudbase.com/x')).rejects.toThrow();
});
