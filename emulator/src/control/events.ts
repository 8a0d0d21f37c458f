import type { ServerResponse } from 'node:http';

/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) to all who listen. */
export class EventStream {
  readonly #listeners = new Set<ServerResponse>();

  /** @param first what only this listener is told, at once */
  connect(response: ServerResponse, first?: { readonly event: string; readonly data: unknown }): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write(first ? messageOf(first.event, first.data) : ': connected\n\n');
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
  }

  send(event: string, data: unknown): void {
    if (this.#listeners.size === 0) return;
    const message = messageOf(event, data);
    for (const listener of this.#listeners) listener.write(message);
  }

  close(): void {
    for (const listener of this.#listeners) listener.end();
  }
}

function messageOf(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
