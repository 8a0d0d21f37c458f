import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tcb from '@cloudbase/node-sdk';
import { describe, expect, onTestFinished, test } from 'vitest';

import { pointSdksAt, serveForTest } from '../http/test-support.ts';
import { createStorage } from './index.ts';

async function start(dataDir: string | null) {
  const service = createStorage({ dataDir });
  const origin = await serveForTest(service);
  pointSdksAt(origin);
  return { service, origin, app: tcb.init({ env: 'local-env' }) };
}

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'storage-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

const bytes = Buffer.from([0, 10, 255, 13, 10, 0]);

describe.each([
  ['in memory', async () => null],
  ['in files', temporaryDirectory],
])('kept %s', (_, place) => {
  test('a file goes up, comes back byte for byte, and is gone once deleted', async () => {
    const { app } = await start(await place());
    const { fileID } = await app.uploadFile({ cloudPath: '图片/a b.png', fileContent: bytes });
    expect(fileID).toMatch(/^cloud:\/\/local-env\.[^/]+\/图片\/a b\.png$/);

    const { fileContent } = await app.downloadFile({ fileID });
    expect(Buffer.from(fileContent ?? '').equals(bytes)).toBe(true);

    const { fileList } = await app.deleteFile({ fileList: [fileID] });
    expect(fileList).toEqual([{ fileID, code: 'SUCCESS' }]);
    const gone = await app.getTempFileURL({ fileList: [fileID] });
    expect(gone.fileList).toMatchObject([{ code: 'STORAGE_FILE_NONEXIST' }]);
  });

  test('a file can be copied and moved', async () => {
    const { app } = await start(await place());
    await app.uploadFile({ cloudPath: 'from/a.txt', fileContent: Buffer.from('text') });
    const copied = await app.copyFile({ fileList: [{ srcPath: 'from/a.txt', dstPath: 'to/a.txt' }] });
    expect(copied.fileList).toMatchObject([
      { code: 'SUCCESS', fileId: expect.stringMatching(/\/to\/a\.txt$/) },
    ]);

    const moved = await app.copyFile({
      fileList: [
        { srcPath: 'from/a.txt', dstPath: 'moved/a.txt', removeOriginal: true },
        { srcPath: 'from/a.txt', dstPath: 'again/a.txt' },
        { srcPath: 'moved/a.txt', dstPath: 'to/a.txt', overwrite: false },
      ],
    });
    expect(moved.fileList.map(({ code }) => code)).toEqual([
      'SUCCESS',
      'STORAGE_FILE_NONEXIST',
      'STORAGE_REQUEST_FAIL',
    ]);
  });

  test('files survive export and import, and not a reset', async () => {
    const { app, service } = await start(await place());
    const { fileID } = await app.uploadFile({ cloudPath: 'a.bin', fileContent: bytes });
    const exported: unknown = JSON.parse(JSON.stringify(await service.exportState?.()));
    await service.reset?.();
    await expect(app.downloadFile({ fileID })).rejects.toMatchObject({ code: 'STORAGE_FILE_NONEXIST' });
    await service.importState?.(exported);
    expect(Buffer.from((await app.downloadFile({ fileID })).fileContent ?? '').equals(bytes)).toBe(true);
    await expect(service.importState?.({ files: [{}] })).rejects.toThrow('no files');
  });
});

test('files in a directory are still there after a restart', async () => {
  const directory = await temporaryDirectory();
  const first = await start(directory);
  const { fileID } = await first.app.uploadFile({ cloudPath: 'a.bin', fileContent: bytes });
  const second = await start(directory);
  expect(Buffer.from((await second.app.downloadFile({ fileID })).fileContent ?? '').equals(bytes)).toBe(true);
});

test('a temporary address tells type and size', async () => {
  const { app } = await start(null);
  const { fileID } = await app.uploadFile({ cloudPath: 'a.png', fileContent: bytes });
  const { fileList } = await app.getFileInfo({ fileList: [fileID] });
  expect(fileList).toMatchObject([{ code: 'SUCCESS', contentType: 'image/png', size: bytes.length }]);
});

test.each([
  '../outside',
  'a/../../outside',
  '/absolute',
  'a//b',
  'a\\..\\b',
  'a?b',
  'a%2e%2e',
  '.',
  'a\u0000',
])('the cloud path %j is refused', async (cloudPath) => {
  const { app } = await start(null);
  await expect(app.getUploadMetadata({ cloudPath })).rejects.toMatchObject({ code: 'INVALID_PARAM' });
});

test('nothing outside the directory can be read or written by a raw request', async () => {
  const directory = await temporaryDirectory();
  const { app, origin } = await start(directory);
  const { data } = await app.getUploadMetadata({ cloudPath: 'a.txt' });
  for (const path of ['/storage/../../etc/passwd', '/storage/%2e%2e/%2e%2e/etc/passwd', '/storage/..%2fx']) {
    expect((await raw(origin, 'GET', path)).status).toBe(404);
    expect((await raw(origin, 'PUT', path, data.authorization)).status).not.toBe(200);
  }
  expect(await readdir(directory)).toEqual([]);
});

test('an upload needs the signature that was given for its path', async () => {
  const { app, origin } = await start(null);
  const { data } = await app.getUploadMetadata({ cloudPath: 'a.txt' });
  expect((await raw(origin, 'PUT', '/storage/a.txt')).status).toBe(403);
  const elsewhere = await raw(origin, 'PUT', '/storage/b.txt', data.authorization);
  expect(elsewhere).toMatchObject({ status: 403, body: expect.stringContaining('SignatureDoesNotMatch') });
  expect((await raw(origin, 'PUT', '/storage/a.txt', data.authorization)).status).toBe(200);
});

test('more than fifty files in one call are refused', async () => {
  const { app } = await start(null);
  const fileList = Array.from({ length: 51 }, (_, index) => `cloud://local-env.local/${index}`);
  await expect(app.deleteFile({ fileList })).rejects.toMatchObject({ code: 'INVALID_PARAM' });
});

/** Sends the path as it stands: `fetch` would resolve its dots first. */
function raw(origin: string, method: string, path: string, authorization?: string) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const headers = authorization === undefined ? {} : { authorization };
    const sent = request({ ...urlParts(origin), method, path, headers }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode ?? 0, body });
    });
    sent.on('error', reject);
    sent.end();
  });
}

function urlParts(origin: string) {
  const { hostname, port } = new URL(origin);
  return { hostname, port };
}
