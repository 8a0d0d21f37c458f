import { createHash, createHmac } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import type { ApiCredentials } from './credentials.ts';

/** What a client signs; each part can be another than what it sends. */
export interface ToSign {
  readonly service: string;
  readonly host: string;
  readonly body: string;
  readonly contentType?: string;
  /** Seconds. */
  readonly timestamp?: number;
  /** The day of the credential, that of the time if absent. */
  readonly date?: string;
}

/** The headers that make a request of the API a signed one (https://cloud.tencent.com/document/api/213/30654). */
export function signedHeaders(toSign: ToSign, credentials: ApiCredentials): Record<string, string> {
  const { service, host, body, contentType = 'application/json' } = toSign;
  const { timestamp = Math.floor(Date.now() / 1000) } = toSign;
  const { date = new Date(timestamp * 1000).toISOString().slice(0, 10) } = toSign;
  const { secretId, secretKey } = credentials;
  const canonical = `POST\n/\n\ncontent-type:${contentType}\nhost:${host}\n\ncontent-type;host\n${hash(body)}`;
  const content = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${hash(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  const credential = `${secretId}/${date}/${service}/tc3_request`;
  const signature = hmac(key, content).toString('hex');
  return {
    host,
    'content-type': contentType,
    'x-tc-timestamp': String(timestamp),
    authorization: `TC3-HMAC-SHA256 Credential=${credential}, SignedHeaders=content-type;host, Signature=${signature}`,
  };
}

/** What the proxy at `origin` answers to a CONNECT, and the connection. */
export async function connectTo(origin: string, target: string): Promise<{ status: number; socket: Socket }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const outgoing = request({ host: hostname, port, method: 'CONNECT', path: target, agent: false });
    outgoing.once('error', reject);
    outgoing.once('connect', (response, socket) => resolve({ status: response.statusCode ?? 0, socket }));
    outgoing.end();
  });
}

export interface HostRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request to a host of the vendor's, as a client does whose proxy and authority are the emulator's. */
export async function requestHost(
  origin: string,
  authority: string,
  host: string,
  { method = 'POST', path = '/', headers, body = '' }: HostRequest,
): Promise<{ status: number; body: string }> {
  const { socket } = await connectTo(origin, `${host}:443`);
  const secure = connect({ socket, servername: host, ca: authority });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) };
    const outgoing = request({
      method,
      path,
      headers: { host, ...headers, ...length },
      createConnection: () => secure,
    });
    secure.once('error', reject);
    outgoing.once('error', reject);
    outgoing.once('response', resolve);
    outgoing.end(body);
  });
  try {
    return { status: response.statusCode ?? 0, body: await text(response) };
  } finally {
    secure.destroy();
  }
}

function hash(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: string | Buffer, content: string): Buffer {
  return createHmac('sha256', key).update(content).digest();
}
