import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import { APP_ID, posted, signatureOf, signedText } from '../../cloudfunctions/shared/testing/alipayPeer.ts';
import type { System } from './system.ts';

/** What Alipay tells, as it was sent. */
export interface News {
  /** Without the domain. */
  readonly path: string;
  readonly body: string;
}

/** Where `ALIPAY_NOTIFY_URL` of the local environment leads. */
const HOST = 'houfu-local.service.tcloudbase.com';

/** Holds back what Alipay tells: the test sees each, and decides what is sent, when and how often. */
export class HeldNews {
  readonly #system: () => System;
  readonly #held: News[] = [];
  readonly #server: Server;

  constructor(system: () => System) {
    this.#system = system;
    this.#server = createServer(async (request, response) => {
      this.#held.push({ path: request.url ?? '', body: await text(request) });
      response.end('success');
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    await this.#system().cloud.post('/_emulator/alipay/callbackTo', { host: HOST, origin });
  }

  stop(): void {
    this.#server.close();
  }

  /** All that was told since the last time. */
  take(): News[] {
    return this.#held.splice(0);
  }

  /** Sends to the function's public address, as anybody on the internet can. */
  async send({ path, body }: News): Promise<{ readonly status: number; readonly said: string }> {
    const response = await fetch(`${this.#system().cloud.origin}/http${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    });
    return { status: response.status, said: await response.text() };
  }

  /** Signs as Alipay itself would, with the key of which only the public half is known to the merchant. */
  async signed(fields: Readonly<Record<string, string>>, path = '/alipay/notify'): Promise<News> {
    const state = (await this.#system().cloud.post('/_emulator/export', {})) as Exported;
    const told = { app_id: APP_ID, sign_type: 'RSA2', charset: 'UTF-8', version: '1.1', ...fields };
    const signature = signatureOf(signedText(told, 'sign_type'), keyIn(state));
    return { path, body: posted(told, signature).rawBody };
  }
}

type Exported = Readonly<Record<string, unknown>>;

/** Alipay's own private key, wherever the export keeps it. */
function keyIn(exported: Exported): string {
  let found = '';
  JSON.stringify(exported, (name, value: unknown) => {
    if (name === 'alipay' && typeof value === 'string') found = value;
    return value;
  });
  return found;
}

/** Holds them back for the tests of this file, or of this group. */
export function useHeldNews(system: () => System): HeldNews {
  const news = new HeldNews(system);
  beforeAll(() => news.start());
  afterAll(() => news.stop());
  return news;
}
