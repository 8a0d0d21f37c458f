import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What is answered: a whole answer, or a way not to give one. */
export type Answer =
  | { readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, string>> }
  | 'hang up'
  | 'keep silent'
  /** Something comes again and again, and never an end. */
  | 'drip';

/** An answer whose headers hold no signature. */
export function unsigned(status: number, content: object | string): Answer {
  return { status, body: typeof content === 'string' ? content : JSON.stringify(content), headers: {} };
}

/** The answer with other headers besides. */
export function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return typeof answer === 'string' ? answer : { ...answer, headers: { ...answer.headers, ...headers } };
}

/** A server on this machine that answers what a test told it to, and remembers what it was asked. */
export class ScriptedServer {
  readonly asked: Asked[] = [];
  readonly #server: Server = createServer((request, response) => this.#answer(request, response));
  #answers: Answer[] = [];

  /** @returns where it listens */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Forgets what it was asked; these are the answers to come, the last one from then on. */
  answers(...answers: readonly Answer[]): void {
    this.asked.length = 0;
    this.#answers = [...answers];
  }

  /** The body of the nth request. */
  bodyAt(index: number): Record<string, unknown> {
    return JSON.parse(this.asked[index]?.body ?? '');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    this.asked.push({ method, url, headers, body: await text(request) });
    const answer = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
    if (answer === 'hang up') request.socket.destroy();
    else if (answer === 'drip') drip(response);
    else if (answer && answer !== 'keep silent') {
      const type = answer.body === '' ? {} : { 'content-type': 'application/json' };
      response.writeHead(answer.status, { ...type, ...answer.headers }).end(answer.body);
    }
  }
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(timer));
}
