import { PlatformError } from '../kernel/errors.ts';

/** Fields that hold bytes (protocol buffers) in the calls that WeChat's own APIs make. */
const binaryFields = new Set(['requestData', 'apiOptions']);

/**
 * The parts of a `multipart/form-data` body (RFC 7578) by name.
 * @throws PlatformError INVALID_PARAM
 */
export function parseMultipart(body: Buffer, contentType: string): Record<string, string | Buffer> {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (!boundary) throw broken();
  // A delimiter begins on a new line; the first one has none before it.
  const bytes = Buffer.concat([Buffer.from('\r\n'), body]);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: Record<string, string | Buffer> = {};
  let start = bytes.indexOf(delimiter);
  while (start >= 0) {
    const end = bytes.indexOf(delimiter, start + delimiter.length);
    if (end < 0) break;
    const { name, content } = parsePart(bytes.subarray(start + delimiter.length, end));
    parts[name] = binaryFields.has(name) ? content : content.toString('utf8');
    start = end;
  }
  return parts;
}

function parsePart(part: Buffer): { name: string; content: Buffer } {
  const headEnd = part.indexOf('\r\n\r\n');
  const name = /name="([^"]*)"/i.exec(part.subarray(0, Math.max(headEnd, 0)).toString('utf8'))?.[1];
  if (name === undefined) throw broken();
  return { name, content: part.subarray(headEnd + 4) };
}

function broken(): PlatformError {
  return new PlatformError('INVALID_PARAM', 'the multipart body is malformed');
}
