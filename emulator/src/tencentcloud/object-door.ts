import { createHash, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/body.ts';
import { asPlatformError } from '../http/respond.ts';
import { DroppedConnection, type Faults } from '../kernel/faults.ts';
import { etagOf, MultipartUploads, objectLimitBytes, tooLarge } from './multipart-uploads.ts';
import { ObjectError } from './object-error.ts';
import type { ObjectStore } from './object-store.ts';
import { splitTarget } from './request-target.ts';

interface ObjectRequest {
  readonly method: string;
  /** Begins with a slash. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface ObjectAnswer {
  readonly headers?: Readonly<Record<string, string>>;
  /** XML. */
  readonly body?: string;
}

type Operation = (request: ObjectRequest) => ObjectAnswer;

/**
 * The bucket to which the CLI uploads the code of functions: of the XML API of COS what its SDK needs for that
 * (https://cloud.tencent.com/document/product/436/7751). Nothing can be read from it.
 */
export class ObjectDoor {
  readonly #objects: ObjectStore;
  readonly #faults: Faults;
  readonly #uploads = new MultipartUploads();
  readonly #operations: Readonly<Record<string, Operation>> = {
    PutObject: ({ key, body }) => this.#store(key, body),
    HeadObject: ({ key }) => this.#head(key),
    // None is ever answered: an upload that was cut short begins anew.
    ListMultipartUploads: () => xml('ListMultipartUploadsResult', { IsTruncated: 'false' }),
    InitiateMultipartUpload: ({ key }) =>
      xml('InitiateMultipartUploadResult', { Key: key, UploadId: this.#uploads.initiate(key) }),
    UploadPart: ({ key, query, body }) => {
      this.#uploads.addPart(query.get('uploadId') ?? '', key, Number(query.get('partNumber')), body);
      return { headers: { etag: etagOf(body) } };
    },
    CompleteMultipartUpload: ({ key, query, body }) => {
      const whole = this.#uploads.complete(query.get('uploadId') ?? '', key, partsIn(body.toString('utf8')));
      this.#store(key, whole);
      return xml('CompleteMultipartUploadResult', { Key: key, ETag: etagOf(whole) });
    },
  };

  constructor(objects: ObjectStore, faults: Faults) {
    this.#objects = objects;
    this.#faults = faults;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { headers = {}, body = '' } = await this.#answer(request);
      send(response, 200, headers, body);
    } catch (error) {
      if (error instanceof DroppedConnection) response.destroy();
      else sendError(response, error);
    }
  }

  clear(): void {
    this.#uploads.clear();
  }

  async #answer(incoming: IncomingMessage): Promise<ObjectAnswer> {
    const request = await read(incoming);
    const action = operationOf(request);
    // The one request that names its object elsewhere than in the path.
    const key = action === 'ListMultipartUploads' ? (request.query.get('prefix') ?? '') : request.key;
    if (!this.#objects.mayUpload(key, request.headers.authorization ?? '')) {
      throw new ObjectError(
        403,
        'AccessDenied',
        'this is not the signature that was given out for this object',
      );
    }
    const run = this.#operations[action];
    if (!run) throw new ObjectError(405, 'MethodNotAllowed', `${request.method} is not possible here`);
    const point = { service: 'cos', action, callId: undefined };
    return (await this.#faults.around(point, async () => run(request))).value;
  }

  #store(key: string, bytes: Buffer): ObjectAnswer {
    this.#objects.put(key, bytes);
    return { headers: { etag: etagOf(bytes) } };
  }

  #head(key: string): ObjectAnswer {
    const bytes = this.#objects.get(key);
    if (!bytes) throw new ObjectError(404, 'NoSuchKey', 'there is no such object');
    return { headers: { etag: etagOf(bytes) } };
  }
}

/** @throws ObjectError InvalidURI, EntityTooLarge, BadDigest */
async function read(incoming: IncomingMessage): Promise<ObjectRequest> {
  const { path, query } = splitTarget(incoming.url ?? '/');
  const body = await readBody(incoming, objectLimitBytes).catch((error: unknown) => {
    throw asPlatformError(error).code === 'EXCEED_MAX_PAYLOAD_SIZE' ? tooLarge() : error;
  });
  const { headers } = incoming;
  const digest = headers['content-md5'];
  if (digest !== undefined && digest !== createHash('md5').update(body).digest('base64')) {
    throw new ObjectError(400, 'BadDigest', 'the body does not match its Content-MD5');
  }
  return {
    method: incoming.method ?? '',
    key: decoded(path),
    query: new URLSearchParams(query),
    headers,
    body,
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ObjectError(400, 'InvalidURI', 'the path is not well encoded');
  }
}

/** The vendor's name of what is asked for; empty if it is not played. */
function operationOf({ method, query }: ObjectRequest): string {
  const multipart = query.has('uploadId');
  switch (method) {
    case 'PUT':
      return multipart ? 'UploadPart' : 'PutObject';
    case 'POST':
      return multipart ? 'CompleteMultipartUpload' : query.has('uploads') ? 'InitiateMultipartUpload' : '';
    case 'GET':
      return query.has('uploads') ? 'ListMultipartUploads' : '';
    case 'HEAD':
      return 'HeadObject';
    default:
      return '';
  }
}

/** The parts that a `CompleteMultipartUpload` lists. */
function partsIn(text: string): { number: number; etag: string }[] {
  return [...text.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(part)?.[1]),
    etag: (/<ETag>(.*?)<\/ETag>/.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
  }));
}

function xml(root: string, fields: Readonly<Record<string, string>>): ObjectAnswer {
  const inner = Object.entries(fields).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
  return { body: `<?xml version="1.0" encoding="UTF-8"?><${root}>${inner.join('')}</${root}>` };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function sendError(response: ServerResponse, error: unknown): void {
  const { code, message } = error instanceof ObjectError ? error : asPlatformError(error);
  const status = error instanceof ObjectError ? error.status : 500;
  const { body = '' } = xml('Error', { Code: code, Message: message, RequestId: randomUUID() });
  send(response, status, {}, body);
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  if (response.headersSent || response.destroyed) return;
  const length = Buffer.byteLength(body);
  response.writeHead(status, { 'content-type': 'application/xml', 'content-length': length, ...headers });
  response.end(body);
}
