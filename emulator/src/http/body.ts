import type { IncomingMessage } from 'node:http';
import { PlatformError } from '../kernel/errors.ts';

/**
 * Reads a whole body of at most `limitBytes`. A longer one is read to its end but not kept, because a client that
 * still sends would not see the answer.
 * @throws PlatformError EXCEED_MAX_PAYLOAD_SIZE
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
    else chunks = [];
  }
  if (size > limitBytes) {
    throw new PlatformError('EXCEED_MAX_PAYLOAD_SIZE', `the body is larger than ${limitBytes} bytes`);
  }
  return Buffer.concat(chunks);
}

/** @throws PlatformError INVALID_PARAM */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PlatformError('INVALID_PARAM', 'the body is not valid JSON');
  }
}

export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
