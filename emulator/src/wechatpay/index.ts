import { attemptDelivery } from '../channels/deliveries.ts';
import { type Form, type Kept, kept } from '../channels/kept-state.ts';
import type { ChannelOptions } from '../channels/options.ts';
import { Schedule } from '../channels/schedule.ts';
import type { Route } from '../kernel/service.ts';
import { handleApi } from './api.ts';
import { sending } from './callbacks/delivery.ts';
import { controlRoutes } from './control.ts';
import { environmentOf } from './environment.ts';
import { type JobKind, jobKinds } from './jobs.ts';
import { exportKeys, importKeys, type Keys, type KeysState, keysOfProcess } from './keys.ts';
import { expireOrder } from './orders/create.ts';
import { debit, endDebit } from './orders/debit.ts';
import { finishRefund } from './refunds.ts';
import type { StandIn } from './stand-in.ts';
import { emptyState, type State, type StateJson, stateFromJson, stateToJson, unfinished } from './state.ts';

export interface WechatpayService extends Kept<KeysState, StateJson, JobKind> {
  /** The variables by which a merchant's functions reach the stand-in and trust it. */
  environment(origin: string): Record<string, string>;
}

const form: Form<Keys, KeysState, State, StateJson, JobKind> = {
  name: 'wechatpay',
  format: 'wechatpay/1',
  jobKinds,
  tables: ['orders', 'applications', 'authorisations', 'wallets', 'refunds', 'deliveries'],
  keys: { ofProcess: keysOfProcess, toJson: exportKeys, fromJson: importKeys },
  state: { empty: emptyState, toJson: stateToJson, fromJson: stateFromJson, unfinished },
};

/**
 * A stand-in for WeChat Pay 支付分, API v3: it verifies the merchant's signatures, signs and encrypts its own,
 * keeps the vendor's state machine and debits wallets that a test can fill. Its keys are its own, made anew for
 * every process unless a saved state brings them.
 */
export async function createWechatpay(options: ChannelOptions): Promise<WechatpayService> {
  const schedule = new Schedule<JobKind>(form.name, options.timeline);
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
    deliver: (key) => attemptDelivery(standIn, key, sending(standIn)),
  });
  const api: Route = {
    method: 'ANY',
    path: '/v3/',
    handle: (...exchange) => handleApi(standIn, options.faults, ...exchange),
  };
  return {
    ...kept(standIn, form),
    routes: [api, ...controlRoutes(standIn)],
    environment: (origin) => environmentOf(standIn.keys, origin),
  };
}
