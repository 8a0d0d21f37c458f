import type { ServerResponse } from 'node:http';

/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) to all who listen. */
export class EventStream {
  readonly #listeners = new Set<ServerResponse>();

  connect(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write(': connected\n\n');
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
  }

  send(event: string, data: unknown): void {
    if (this.#listeners.size === 0) return;
    const message = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const listener of this.#listeners) listener.write(message);
  }

  close(): void {
    for (const listener of this.#listeners) listener.end();
  }
}
