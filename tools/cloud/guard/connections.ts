import net from 'node:net';
import { judge } from './record.ts';

/** A name, so that it is looked up, and nobody's (https://www.rfc-editor.org/rfc/rfc6761#section-6.4). */
const NOWHERE = 'refused.invalid';

type Callback = (...args: unknown[]) => void;

/**
 * Refuses connections that leave this machine, also to addresses, which nobody looks up. TLS, HTTP, HTTP/2
 * and `fetch` stand on `net.Socket`; UDP looks up addresses as well, so that the look-ups' guard covers it.
 */
export function guardConnections(): void {
  const original = net.Socket.prototype.connect as Callback;
  function connect(this: net.Socket, ...args: unknown[]): unknown {
    const [options, callback] = optionsOf(args);
    if (options.path) return original.apply(this, args);
    const refused = judge(options.host || 'localhost', 'connect');
    if (refused)
      return original.call(this, { ...options, host: NOWHERE, lookup: failing(refused) }, callback);
    // Another look-up than Node's own could turn `localhost` into anything.
    return original.call(this, { ...options, lookup: undefined }, callback);
  }
  net.Socket.prototype.connect = connect as typeof net.Socket.prototype.connect;
}

/** Then all comes as for any other name that cannot be found: the error in its time, and on the socket. */
function failing(refused: Error) {
  return (_host: string, _options: object, callback: Callback) => setImmediate(() => callback(refused));
}

interface ConnectOptions {
  readonly port?: unknown;
  readonly host?: string;
  /** Of a pipe or a socket in the file system. */
  readonly path?: string | null;
  readonly lookup?: unknown;
}

/**
 * Node calls it as users do: with options, with a path, with port and host; or with all of it in an array.
 */
function optionsOf(args: readonly unknown[]): readonly [ConnectOptions, unknown] {
  const [first, second] = args;
  if (Array.isArray(first)) return [first[0], first[1]];
  const callback = args.find((arg) => typeof arg === 'function');
  if (typeof first === 'object' && first !== null) return [first, callback];
  if (typeof first === 'string' && Number.isNaN(Number(first))) return [{ path: first }, callback];
  return [{ port: first, ...(typeof second === 'string' && { host: second }) }, callback];
}
