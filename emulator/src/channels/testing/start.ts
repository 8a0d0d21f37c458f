import { onTestFinished, vi } from 'vitest';

import { serveForTest } from '../../http/test-support.ts';
import { Clock } from '../../kernel/clock.ts';
import type { Faults } from '../../kernel/faults.ts';
import type { Service } from '../../kernel/service.ts';
import { Timeline } from '../../kernel/timeline.ts';
import type { ChannelOptions } from '../options.ts';
import type { MerchantAnswer } from '../reach.ts';

/** A callback as it came over the wire. */
export interface SentCallback {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a merchant answers: a status, or 200 and these words, or both as given. */
export type Reply = number | string | MerchantAnswer;

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly data: any;
}

/** A stand-in on a port of its own, a clock that only moves when told, and a merchant that takes callbacks. */
export interface Started<S, Received> {
  readonly service: S;
  readonly origin: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly timeline: Timeline;
  /** As a careful merchant reads them; what he cannot trust stands here as an error. */
  readonly callbacks: (Received | Error)[];
  /** The same as they were sent. */
  readonly sent: SentCallback[];
  /** What the merchant's callback URL answers; may be replaced. */
  answerCallback: () => Reply | Promise<Reply>;
  /** May be replaced to make calls fail. */
  faults: Faults['around'];
  /** Lets time pass, visiting every instant on the way. */
  advance(ms: number): Promise<void>;
  control(name: string, input?: unknown): Promise<Answered>;
}

interface StandInService extends Service {
  environment(origin: string): Record<string, string>;
}

export async function startStandIn<S extends StandInService, Received>(
  create: (options: ChannelOptions) => Promise<S>,
  merchant: {
    readonly answer: Reply;
    receive(environment: Readonly<Record<string, string>>, sent: SentCallback): Received | Error;
  },
): Promise<Started<S, Received>> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 5, 4) });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const clock = new Clock();
  const timeline = new Timeline();
  const service = await create({
    clock,
    timeline,
    faults: { around: (point, run) => started.faults(point, run) },
    async deliver(url, headers, body) {
      started.sent.push({ url, headers, body });
      started.callbacks.push(merchant.receive(started.environment, { url, headers, body }));
      return merchantAnswer(await started.answerCallback());
    },
  });
  const origin = await serveForTest(service);
  const started: Started<S, Received> = {
    service,
    origin,
    environment: service.environment(origin),
    clock,
    timeline,
    callbacks: [],
    sent: [],
    answerCallback: () => merchant.answer,
    faults: async (_point, run) => ({ value: await run(), fault: null }),
    advance: (ms) => passTime(timeline, ms),
    control: (name, input) => callControl(`${origin}/_emulator/${service.name}/${name}`, input),
  };
  return started;
}

function merchantAnswer(reply: Reply): MerchantAnswer {
  if (typeof reply === 'number') return { status: reply, body: '' };
  return typeof reply === 'string' ? { status: 200, body: reply } : reply;
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
