import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { PlatformError } from '../kernel/errors.ts';
import { DroppedConnection } from '../kernel/faults.ts';

/** HTTP status of an error code; what is not listed is a failure of the function or of the emulator. */
const statusOf: ReadonlyMap<string, number> = new Map([
  ['INVALID_PARAM', 400],
  ['FORBIDDEN', 403],
  ['FUNCTION_NOT_FOUND', 404],
  ['NOT_FOUND', 404],
  ['METHOD_NOT_ALLOWED', 405],
  ['EXCEED_MAX_PAYLOAD_SIZE', 413],
  ['EXCEED_CONCURRENT_REQUEST_LIMIT', 429],
  ['NOT_READY', 503],
  ['FUNCTION_TIME_LIMIT_EXCEEDED', 504],
]);

export function sendText(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer,
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  sendText(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** Answers `{errCode, errMsg, requestID}`, or closes the connection where a fault asks for that. */
export function sendError(response: ServerResponse, error: unknown, requestId: string = randomUUID()): void {
  if (error instanceof DroppedConnection) {
    response.destroy();
    return;
  }
  const { code, message } = asPlatformError(error);
  sendJson(response, statusOf.get(code) ?? 500, { errCode: code, errMsg: message, requestID: requestId });
}

/** Everything that is not the platform's own answer is a defect of the emulator. */
export function asPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  if (error instanceof URIError) return new PlatformError('INVALID_PARAM', error.message);
  return new PlatformError('SYS_ERR', error instanceof Error ? error.message : String(error));
}
