import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { main } from '../../alipay/index.ts';
import { openSession } from '../../alipay/session.ts';
import { openAlipay } from '../channels/alipay/alipay.ts';
import type { HttpAnswer } from '../platform/http.ts';
import type { Services } from '../usecases/services.ts';
import { alipayEnvironment } from './alipayPeer.ts';
import { T0 } from './builders.ts';
import { ScriptedServer } from './scriptedServer.ts';
import { World } from './world.ts';

type Headers = Readonly<Record<string, string>>;

/** Where the modules of the platform, mocked by the test's file, find the services. */
export interface Platform {
  services: Services | null;
}

interface Told {
  readonly method?: string;
  readonly headers?: Headers;
  /** A text as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** The web page that may call. */
export const ORIGIN = 'https://shop.cn';
export const OPENID = 'openid-1';

/** The door of the function `alipay`, before each test with a new world behind it, and an Alipay that is scripted. */
export class AlipayDoor {
  readonly alipay = new ScriptedServer();
  /** What stands in the log. */
  printed: string[] = [];
  world = new World();

  constructor(platform: Platform) {
    let gateway = '';
    beforeAll(async () => {
      gateway = `${await this.alipay.start()}/gateway.do`;
    });
    afterAll(() => this.alipay.stop());
    beforeEach(() => this.#open(platform, gateway));
    afterEach(() => {
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    });
  }

  http(path: string, { method = 'POST', headers = {}, body = {} }: Told = {}): Promise<HttpAnswer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return main({ path, httpMethod: method, headers, body: text, isBase64Encoded: false });
  }

  call(name: string, body: unknown, headers: Headers = this.session()): Promise<HttpAnswer> {
    return this.http(`/alipay/call/${name}`, { headers, body });
  }

  /** The header of somebody who logged in then. */
  session(at: Date = T0): { readonly authorization: string } {
    return { authorization: `Bearer ${openSession(OPENID, at).token}` };
  }

  #open(platform: Platform, gateway: string): void {
    const environment = alipayEnvironment({
      ALIPAY_GATEWAY: gateway,
      ALIPAY_ALLOWED_ORIGINS: ORIGIN,
      HOUFU_IDENTITY_KEY: 'a key for tests',
    });
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const channel = openAlipay(environment);
    this.world = new World();
    platform.services = { ...this.world.services, channel: async () => channel };
    this.alipay.answers();
    this.printed = [];
    for (const method of ['log', 'error'] as const) {
      vi.spyOn(console, method).mockImplementation((line) => this.printed.push(String(line)));
    }
  }
}

export function jsonOf({ body = '' }: HttpAnswer) {
  return JSON.parse(body);
}
