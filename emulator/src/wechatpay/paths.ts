import type { Endpoint } from './endpoints.ts';

export interface PathMatch {
  readonly endpoint: Endpoint;
  readonly path: Readonly<Record<string, string>>;
}

/** Finds the endpoint that a method and an undecoded path name, with the decoded parts of the path. */
export function matchPath(
  endpoints: readonly Endpoint[],
  method: string,
  pathname: string,
): PathMatch | null {
  const given = pathname.split('/');
  for (const endpoint of endpoints) {
    const path = endpoint.method === method ? matchParts(endpoint.path.split('/'), given) : null;
    if (path) return { endpoint, path };
  }
  return null;
}

function matchParts(pattern: readonly string[], given: readonly string[]): Record<string, string> | null {
  if (pattern.length !== given.length) return null;
  const path: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(expected)?.[1];
    if (name !== undefined) path[name] = decode(actual);
    else if (expected !== actual) return null;
  }
  return path;
}

/** A part that is no valid percent-encoding stands for itself; nothing will be found by it. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
