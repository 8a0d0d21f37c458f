import type { Clock } from '../kernel/clock.ts';
import type { Faults } from '../kernel/faults.ts';
import type { Route, Service } from '../kernel/service.ts';
import type { Timeline } from '../kernel/timeline.ts';
import { handleApi } from './api.ts';
import { attemptDelivery, type CallbackDelivery } from './callbacks/delivery.ts';
import { controlRoutes } from './control.ts';
import { environmentOf } from './environment.ts';
import { type ExportedState, parseExported, stateFormat } from './exported-state.ts';
import { exportKeys, importKeys, keysOfProcess } from './keys.ts';
import { expireOrder } from './orders/create.ts';
import { debit, endDebit } from './orders/debit.ts';
import { finishRefund } from './refunds.ts';
import { Schedule } from './schedule.ts';
import type { StandIn } from './stand-in.ts';
import { emptyState, stateFromJson, stateToJson } from './state.ts';
import { unplanned } from './unfinished.ts';

export type { CallbackDelivery } from './callbacks/delivery.ts';

export interface WechatpayService extends Service {
  /** The variables by which a merchant's functions reach the stand-in and trust it. */
  environment(origin: string): Record<string, string>;
  reset(): Promise<void>;
  exportState(): Promise<ExportedState>;
  importState(state: unknown): Promise<void>;
}

/**
 * A stand-in for WeChat Pay 支付分, API v3: it verifies the merchant's signatures, signs and encrypts its own,
 * keeps the vendor's state machine and debits wallets that a test can fill. Its keys are its own, made anew for
 * every process unless a saved state brings them.
 */
export async function createWechatpay(options: {
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly deliver: CallbackDelivery;
  /** Refuses unknown fields of requests, whatever the behaviour says. */
  readonly strict?: boolean;
  /** The URL path of a style sheet with a Chinese font, for the pages it shows on machines that have none. */
  readonly fontStyles?: string | null;
}): Promise<WechatpayService> {
  const schedule = new Schedule(options.timeline);
  const standIn: StandIn = {
    clock: options.clock,
    deliver: options.deliver,
    schedule,
    keys: await keysOfProcess(),
    strict: options.strict ?? false,
    fontStyles: options.fontStyles ?? null,
    state: emptyState(),
  };
  schedule.begin({
    debit: (key) => debit(standIn, key),
    debitEnd: (key) => endDebit(standIn, key),
    expire: (key) => expireOrder(standIn, key),
    refund: (key) => finishRefund(standIn, key),
    deliver: (key) => attemptDelivery(standIn, key),
  });
  const api: Route = {
    method: 'ANY',
    path: '/v3/',
    handle: (...exchange) => handleApi(standIn, options.faults, ...exchange),
  };
  return {
    name: 'wechatpay',
    routes: [api, ...controlRoutes(standIn)],
    environment: (origin) => environmentOf(standIn.keys, origin),

    async reset() {
      standIn.keys = await keysOfProcess();
      standIn.state = emptyState();
      schedule.replace([]);
    },

    async exportState() {
      return {
        format: stateFormat,
        keys: exportKeys(standIn.keys),
        jobs: [...schedule.jobs],
        state: stateToJson(standIn.state),
      };
    },

    async importState(json) {
      const exported = parseExported(json);
      const state = stateFromJson(exported.state);
      standIn.keys = await importKeys(exported.keys);
      standIn.state = state;
      schedule.replace(exported.jobs);
      for (const job of unplanned(state, exported.jobs, options.clock.now())) schedule.plan(job);
    },
  };
}
