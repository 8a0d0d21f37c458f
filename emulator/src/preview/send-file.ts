import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendText } from '../http/respond.ts';
import { contentTypeOf } from './content-type.ts';

/** `immutable`: what stands at this URL never changes. Else the browser asks each time whether it has. */
export type Caching = 'immutable' | 'revalidate';

export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  bytes: Uint8Array,
  caching: Caching = 'revalidate',
): void {
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  response.setHeader('etag', tag);
  response.setHeader(
    'cache-control',
    caching === 'immutable' ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  response.setHeader('x-content-type-options', 'nosniff');
  if (request.headers['if-none-match'] === tag) response.writeHead(304).end();
  else
    sendText(response, 200, contentTypeOf(path), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
}

/** A page is never kept: it names what belongs to it. @param policy its Content-Security-Policy */
export function sendPage(response: ServerResponse, html: string, policy: string): void {
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  sendText(response, 200, 'text/html; charset=utf-8', html);
}
