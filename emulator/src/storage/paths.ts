import { PlatformError } from '../kernel/errors.ts';

const pathLimitBytes = 850;

/** Characters that a download URL cannot carry as they are, since the SDKs only pass it through `encodeURI`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const forbidden = /[\u0000-\u001f\u007f\\?#%]/;

/** A cloud path such as `images/a.png`. @throws PlatformError INVALID_PARAM */
export function checkPath(path: unknown): string {
  if (typeof path !== 'string' || path === '') throw invalid('must be a non-empty string');
  if (Buffer.byteLength(path) > pathLimitBytes) throw invalid(`must have at most ${pathLimitBytes} bytes`);
  if (forbidden.test(path)) throw invalid('must not contain control characters or any of \\ ? # %');
  if (path.split('/').some((part) => ['', '.', '..'].includes(part))) {
    throw invalid('must not begin or end with / nor contain empty parts, . or ..');
  }
  return path;
}

/** `cloud://<env>.<bucket>/<path>`, by which the SDKs name a stored file. */
export function fileIdOf(environment: string, path: string): string {
  return `cloud://${environment}.local-${environment}/${path}`;
}

/** The path inside a file id; null if it is not one. */
export function pathOfFileId(fileId: unknown): string | null {
  if (typeof fileId !== 'string') return null;
  return /^cloud:\/\/[^/]+\/(.+)$/.exec(fileId)?.[1] ?? null;
}

function invalid(rule: string): PlatformError {
  return new PlatformError('INVALID_PARAM', `the cloud path ${rule}`);
}
