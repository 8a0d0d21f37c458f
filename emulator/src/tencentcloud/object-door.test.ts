import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { FaultTable } from '../control/faults.ts';
import { objectLimitBytes } from './multipart-uploads.ts';
import { ObjectDoor } from './object-door.ts';
import { ObjectStore } from './object-store.ts';

const path = '1250000000/env/pay.zip';
let objects: ObjectStore;
let faults: FaultTable;
let origin: string;
let sign: string;
let key: string;

beforeEach(async () => {
  objects = new ObjectStore('http://127.0.0.1:1');
  faults = new FaultTable(async () => undefined);
  const door = new ObjectDoor(objects, faults);
  const server = createServer((request, response) => void door.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const permit = objects.permitUpload(path);
  sign = permit.sign;
  key = `/${permit.date}/${path}`;
});

async function send(method: string, target: string, body?: string, headers: Record<string, string> = {}) {
  const response = await fetch(origin + target, {
    method,
    headers: { authorization: sign, ...headers },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, etag: response.headers.get('etag'), body: await response.text() };
}

const errorCode = (body: string) => /<Code>(.*?)<\/Code>/.exec(body)?.[1];
const md5 = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`;

async function initiate(): Promise<string> {
  const { body } = await send('POST', `${key}?uploads`);
  return /<UploadId>(.+?)<\/UploadId>/.exec(body)?.[1] ?? '';
}

function completion(parts: readonly [number, string][]): string {
  const listed = parts.map(([number, part]) => {
    return `<Part><PartNumber>${number}</PartNumber><ETag>${md5(part)}</ETag></Part>`;
  });
  return `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`;
}

describe('an upload', () => {
  test('in one piece', async () => {
    expect(await send('HEAD', key)).toMatchObject({ status: 404 });
    expect(await send('PUT', key, 'zip')).toEqual({ status: 200, etag: md5('zip'), body: '' });
    expect(objects.get(key)?.toString()).toBe('zip');
    expect(await send('HEAD', key)).toMatchObject({ status: 200, etag: md5('zip') });
  });

  test('in parts, put together by number in whatever order they came', async () => {
    const id = await initiate();
    for (const [number, part] of [
      [2, 'zip'],
      [1, 'my '],
      [3, '!'],
      [2, 'ZIP'],
    ] as const) {
      const target = `${key}?partNumber=${number}&uploadId=${id}`;
      expect(await send('PUT', target, part)).toMatchObject({ status: 200, etag: md5(part) });
    }
    expect(objects.get(key)).toBeUndefined();
    const list = completion([
      [1, 'my '],
      [2, 'ZIP'],
      [3, '!'],
    ]);
    const { status, body } = await send('POST', `${key}?uploadId=${id}`, list);
    expect({ status, body }).toEqual({ status: 200, body: expect.stringContaining(md5('my ZIP!')) });
    expect(objects.get(key)?.toString()).toBe('my ZIP!');
    expect(errorCode((await send('POST', `${key}?uploadId=${id}`, list)).body)).toBe('NoSuchUpload');
  });

  test('is found under its key with one slash or two', async () => {
    await send('PUT', `/${key}`, 'zip');
    expect(objects.get(`/${key}`)?.toString()).toBe('zip');
    expect(objects.get(key)?.toString()).toBe('zip');
  });

  test('of another one is none of those that are open', async () => {
    await initiate();
    const { status, body } = await send('GET', `/?uploads&prefix=${encodeURIComponent(key)}`);
    expect(status).toBe(200);
    expect(body).toContain('<IsTruncated>false</IsTruncated>');
    expect(body).not.toContain('UploadId');
  });
});

describe('refused is', () => {
  test.each([
    ['none', () => ''],
    ['one for another object', () => objects.permitUpload('1250000000/env/other.zip').sign],
    ['one that has ended', () => objects.permitUpload(path, Date.now() - 31 * 60_000).sign],
    ['one that was made longer', () => sign.replace(/;(\d{9})/g, (_, start) => `;${Number(start) + 1}`)],
    ['one of another emulator', () => new ObjectStore('').permitUpload(path).sign],
    ['one that was altered', () => sign.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
  ])('every request whose signature is %s', async (_what, other) => {
    const authorization = other();
    for (const [method, target] of [
      ['PUT', key],
      ['HEAD', key],
      ['POST', `${key}?uploads`],
      ['PUT', `${key}?partNumber=1&uploadId=x`],
      ['POST', `${key}?uploadId=x`],
      ['GET', `/?uploads&prefix=${key}`],
    ] as const) {
      const { status, body } = await send(method, target, undefined, { authorization });
      expect(status).toBe(403);
      if (method !== 'HEAD') expect(errorCode(body)).toBe('AccessDenied');
    }
    expect(objects.get(key)).toBeUndefined();
  });

  test.each([
    ['MethodNotAllowed', 'GET', () => key],
    ['MethodNotAllowed', 'DELETE', () => key],
    ['NoSuchUpload', 'PUT', () => `${key}?partNumber=1&uploadId=x`],
    ['InvalidURI', 'PUT', () => '/%E0%A4%A'],
  ])('%s: %s', async (code, method, target) => {
    expect(errorCode((await send(method, target())).body)).toBe(code);
  });

  test.each<[string, string, readonly [number, string][]]>([
    [
      'InvalidPartOrder',
      'parts out of order',
      [
        [2, 'b'],
        [1, 'a'],
      ],
    ],
    [
      'InvalidPartOrder',
      'a part twice',
      [
        [1, 'a'],
        [1, 'a'],
      ],
    ],
    [
      'InvalidPart',
      'a part that never came',
      [
        [1, 'a'],
        [3, 'c'],
      ],
    ],
    [
      'InvalidPart',
      'a part with other bytes',
      [
        [1, 'a'],
        [2, 'x'],
      ],
    ],
    ['MalformedXML', 'no part', []],
  ])('%s: %s', async (code, _what, parts) => {
    const id = await initiate();
    await send('PUT', `${key}?partNumber=1&uploadId=${id}`, 'a');
    await send('PUT', `${key}?partNumber=2&uploadId=${id}`, 'b');
    expect(errorCode((await send('POST', `${key}?uploadId=${id}`, completion(parts))).body)).toBe(code);
    expect(objects.get(key)).toBeUndefined();
  });

  test('a part of another object’s upload', async () => {
    const id = await initiate();
    const other = objects.permitUpload('1250000000/env/other.zip');
    const target = `/${other.date}/1250000000/env/other.zip?partNumber=1&uploadId=${id}`;
    const { body } = await send('PUT', target, 'a', { authorization: other.sign });
    expect(errorCode(body)).toBe('NoSuchUpload');
  });

  test('what does not match its digest, and what is too large', async () => {
    const digest = createHash('md5').update('other').digest('base64');
    expect(errorCode((await send('PUT', key, 'zip', { 'content-md5': digest })).body)).toBe('BadDigest');
    const large = 'x'.repeat(objectLimitBytes);
    expect(errorCode((await send('PUT', key, `${large}x`)).body)).toBe('EntityTooLarge');
    const id = await initiate();
    expect((await send('PUT', `${key}?partNumber=1&uploadId=${id}`, large)).status).toBe(200);
    const more = await send('PUT', `${key}?partNumber=2&uploadId=${id}`, 'x');
    expect(errorCode(more.body)).toBe('EntityTooLarge');
  });
});

test('misbehaves on request', async () => {
  faults.add([
    {
      match: { service: 'cos', action: 'PutObject' },
      effect: 'errorBefore',
      code: 'InternalError',
      times: 1,
    },
  ]);
  const { status, body } = await send('PUT', key, 'zip');
  expect({ status, code: errorCode(body) }).toEqual({ status: 500, code: 'InternalError' });
  expect((await send('PUT', key, 'zip')).status).toBe(200);
});
