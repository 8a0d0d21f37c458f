import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from this machine and not from a web page of somebody else: a page elsewhere can make
 * a browser send requests to 127.0.0.1, but it cannot forge `Origin`, and a name that resolves to 127.0.0.1
 * (DNS rebinding) shows in `Host`. Requests that carry no `Origin`, such as that of an image, tell in
 * `Sec-Fetch-Site` where they come from.
 */
export function isLocal(request: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host.toLowerCase())) return false;
  if (request.headers['sec-fetch-site'] === 'cross-site') return false;
  return origin === undefined || hosts.some((own) => origin.toLowerCase() === `http://${own}`);
}
