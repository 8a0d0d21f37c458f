import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OddCloud {
  /** Use it instead of the origin of the local CloudBase. */
  readonly origin: string;
  stop(): void;
}

const OF_THE_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding'];

/**
 * Stands before a local CloudBase. What was made, collections and the indexes of a collection, it shows only when
 * it is asked for a third time. One action it answers as if it were done, and does not do it.
 */
export async function oddCloud(behind: string, ignoredAction: string | null = null): Promise<OddCloud> {
  const shown = new Map<string, { text: string; askedFor: number }>();

  /** An answer that differs from the last one is held back twice. */
  function late(what: string, text: string): string {
    const before = shown.get(what);
    if (!before || before.askedFor >= 2 || before.text === text) {
      shown.set(what, { text, askedFor: 0 });
      return text;
    }
    before.askedFor += 1;
    return before.text;
  }

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const action = request.headers['x-tc-action'];
    if (ignoredAction !== null && action === ignoredAction) {
      response.end(JSON.stringify({ Response: { RequestId: 'r' } }));
      return;
    }
    const headers = Object.entries(request.headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
    const answer = await fetch(behind + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
      ...(body.length > 0 && { body }),
    });
    const isHeld = action === 'ListTables' || action === 'DescribeTable';
    const text = await answer.text();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(isHeld ? late(`${action} ${body}`, withoutRequestId(text)) : text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function withoutRequestId(text: string): string {
  const { Response } = JSON.parse(text) as { Response: object };
  return JSON.stringify({ Response: { ...Response, RequestId: 'r' } });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
