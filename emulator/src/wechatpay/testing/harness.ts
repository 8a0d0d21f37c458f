import { onTestFinished, vi } from 'vitest';
import { Wechatpay } from 'wechatpay-axios-plugin';

import { serveForTest } from '../../http/test-support.ts';
import { Clock } from '../../kernel/clock.ts';
import type { Faults } from '../../kernel/faults.ts';
import { Timeline } from '../../kernel/timeline.ts';
import { createWechatpay, type WechatpayService } from '../index.ts';
import { credentials } from './credentials.ts';
import { openCallback, type ReceivedCallback, type SentCallback } from './receiver.ts';

/** A stand-in on a port of its own, a clock that only moves when told, and a merchant that takes callbacks. */
export interface Harness {
  readonly service: WechatpayService;
  readonly origin: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly timeline: Timeline;
  /** Verified and decrypted; what cannot be verified stands here as an error. */
  readonly callbacks: (ReceivedCallback | Error)[];
  /** The same as they were sent. */
  readonly sent: SentCallback[];
  /** What the merchant's callback URL answers; may be replaced. */
  answerCallback: () => number | Promise<number>;
  /** May be replaced to make calls fail. */
  faults: Faults['around'];
  /** Lets time pass, visiting every instant on the way. */
  advance(ms: number): Promise<void>;
  control(name: string, input?: unknown): Promise<Answered>;
}

/** The same, with the SDK as client and a user who authorised the service. */
export async function startWithUser(openid: string) {
  const standIn = await startWechatpay();
  await standIn.control('authorise', { openid });
  return { standIn, pay: sdk(standIn.environment) };
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into vendor answers of every shape
  readonly data: any;
}

export async function startWechatpay(
  options: { readonly strict?: boolean; readonly fontStyles?: string } = {},
): Promise<Harness> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 5, 4) });
  const clock = new Clock();
  const timeline = new Timeline();
  const callbacks: Harness['callbacks'] = [];
  const sent: SentCallback[] = [];
  const service = await createWechatpay({
    ...options,
    clock,
    timeline,
    faults: { around: (point, run) => harness.faults(point, run) },
    async deliver(url, headers, body) {
      sent.push({ url, headers, body });
      callbacks.push(openCallback(harness.environment, { url, headers, body }));
      return { status: await harness.answerCallback() };
    },
  });
  const origin = await serveForTest(service);
  const harness: Harness = {
    service,
    origin,
    environment: service.environment(origin),
    clock,
    timeline,
    callbacks,
    sent,
    answerCallback: () => 204,
    faults: async (_point, run) => ({ value: await run(), fault: null }),
    advance: (ms) => passTime(timeline, ms),
    control: (name, input) => callControl(`${origin}/_emulator/wechatpay/${name}`, input),
  };
  onTestFinished(() => {
    vi.useRealTimers();
  });
  return harness;
}

async function passTime(timeline: Timeline, ms: number): Promise<void> {
  const untilMs = Date.now() + ms;
  for (let instant = timeline.next(); instant && instant.atMs <= untilMs; instant = timeline.next()) {
    vi.setSystemTime(Math.max(instant.atMs, Date.now()));
    await instant.fire();
  }
  vi.setSystemTime(untilMs);
}

async function callControl(url: string, input: unknown): Promise<Answered> {
  const init = input === undefined ? {} : { method: 'POST', body: JSON.stringify(input) };
  const response = await fetch(url, init);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    data: await response.json(),
  };
}

/** The public SDK, configured as a merchant would from the environment. It verifies every answer. */
export function sdk(environment: Readonly<Record<string, string>>, changed: Record<string, unknown> = {}) {
  const { keys, serial, privateKey } = credentials(environment);
  const [publicKeyId = ''] = Object.keys(keys);
  const client = new Wechatpay({
    mchid: environment['WECHATPAY_MCHID'] ?? '',
    serial,
    privateKey,
    certs: keys,
    baseURL: environment['WECHATPAY_BASE_URL'] ?? '',
    headers: { 'Wechatpay-Serial': publicKeyId },
    // Refusals are answers too: tests look at them.
    validateStatus: (status: number) => status < 300,
    ...changed,
  });
  return {
    post: (path: string, body: unknown): Promise<Answered> => answered(client.chain(path).post(body)),
    get: (path: string, params: Record<string, string> = {}): Promise<Answered> =>
      answered(client.chain(path).get({ params })),
  };
}

async function answered(call: Promise<Answered>): Promise<Answered> {
  try {
    return await call;
  } catch (error) {
    const response =
      typeof error === 'object' && error !== null && 'response' in error ? error.response : null;
    if (isAnswer(response) && response.status >= 300) return response;
    throw error;
  }
}

function isAnswer(value: unknown): value is Answered {
  return typeof value === 'object' && value !== null && 'status' in value;
}
