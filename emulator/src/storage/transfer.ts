import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';

import { readBody } from '../http/body.ts';
import { sendText } from '../http/respond.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Route } from '../kernel/service.ts';
import type { FileStore } from './file-store.ts';
import { checkPath } from './paths.ts';
import type { UploadSignature } from './upload-signature.ts';

/** Most bytes of one upload, for the machine's sake: the platform itself takes far larger files. */
const uploadLimitBytes = 64 * 1024 * 1024;

const prefix = '/storage/';

/** By extension, as object storage does for uploads that name no type, which the SDKs' do not. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webp': 'image/webp',
};

/** The bytes themselves: `PUT` with the signature of `getUploadMetadata`, `GET` and `HEAD` by anybody. */
export function transferRoutes(store: FileStore, signature: UploadSignature): readonly Route[] {
  const download: Route['handle'] = async (request, response, url) => {
    const path = pathOf(url);
    const file = path === null ? null : await store.get(path);
    if (!file) return sendCosError(response, 404, 'NoSuchKey', 'The specified key does not exist.');
    response.writeHead(200, {
      'content-type': file.contentType,
      'content-length': file.bytes.length,
      // A stored page must not act as a page of the emulator.
      'content-security-policy': 'sandbox',
    });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  };

  const upload: Route['handle'] = async (request, response, url) => {
    const path = pathOf(url);
    if (path === null || !signature.isValid(path, request.headers.authorization)) {
      return sendCosError(response, 403, 'SignatureDoesNotMatch', 'The upload was not signed for this path.');
    }
    const bytes = await readUpload(request);
    if (!bytes) return sendCosError(response, 400, 'EntityTooLarge', `More than ${uploadLimitBytes} bytes.`);
    await store.put(path, { bytes, contentType: contentTypeOf(path, request) });
    response.writeHead(200, { 'content-length': 0 });
    response.end();
  };

  return [
    { method: 'GET', path: prefix, handle: download },
    { method: 'HEAD', path: prefix, handle: download },
    { method: 'PUT', path: prefix, handle: upload },
  ];
}

function pathOf(url: URL): string | null {
  try {
    return checkPath(decodeURI(url.pathname.slice(prefix.length)));
  } catch {
    return null;
  }
}

async function readUpload(request: IncomingMessage): Promise<Buffer | null> {
  try {
    return await readBody(request, uploadLimitBytes);
  } catch (error) {
    if (error instanceof PlatformError) return null;
    throw error;
  }
}

function contentTypeOf(path: string, request: IncomingMessage): string {
  return (
    request.headers['content-type'] ?? contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream'
  );
}

/** The form in which object storage reports errors; the SDKs read these four fields. */
function sendCosError(response: ServerResponse, status: number, code: string, message: string): void {
  const fields = `<Code>${code}</Code><Message>${message}</Message><RequestId>local</RequestId><TraceId>local</TraceId>`;
  sendText(
    response,
    status,
    'application/xml',
    `<?xml version='1.0' encoding='utf-8' ?><Error>${fields}</Error>`,
  );
}
