/**
 * Path and query of a request line, as they were sent. `URL` would take the beginning of a path with two slashes, such
 * as the CLI's objects have, for a host.
 */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const end = target.indexOf('?');
  return end < 0 ? { path: target, query: '' } : { path: target.slice(0, end), query: target.slice(end + 1) };
}
