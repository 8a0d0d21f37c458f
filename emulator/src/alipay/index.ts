import { attemptDelivery } from '../channels/deliveries.ts';
import { type Form, type Kept, kept } from '../channels/kept-state.ts';
import type { ChannelOptions } from '../channels/options.ts';
import { Schedule } from '../channels/schedule.ts';
import type { Route } from '../kernel/service.ts';
import { controlRoutes } from './control.ts';
import { environmentOf } from './environment.ts';
import { handleGateway } from './gateway/gateway.ts';
import { type JobKind, jobKinds } from './jobs.ts';
import { exportKeys, importKeys, type Keys, type KeysState, keysOfProcess } from './keys.ts';
import { sending } from './notifications/delivery.ts';
import { showSigned } from './pages/signed.ts';
import type { StandIn } from './stand-in.ts';
import { emptyState, type State, type StateJson, stateFromJson, stateToJson, unfinished } from './state.ts';
import { advance, debit, endTrade } from './trades/debit.ts';
import { finishRefund } from './trades/refund.ts';

export interface AlipayService extends Kept<KeysState, StateJson, JobKind> {
  /** The variables by which a merchant's functions reach the stand-in and trust it. */
  environment(origin: string): Record<string, string>;
}

const form: Form<Keys, KeysState, State, StateJson, JobKind> = {
  name: 'alipay',
  format: 'alipay/1',
  jobKinds,
  tables: [
    'users',
    'wallets',
    'services',
    'authCodes',
    'agreements',
    'orders',
    'refunds',
    'pages',
    'deliveries',
  ],
  keys: { ofProcess: keysOfProcess, toJson: exportKeys, fromJson: importKeys },
  state: { empty: emptyState, toJson: stateToJson, fromJson: stateFromJson, unfinished },
};

/**
 * A stand-in for Alipay's 芝麻先享 (dynamic amount): it verifies the merchant's signatures, signs its own answers and
 * notifications, keeps the vendor's states and debits wallets that a test can fill. Its keys are its own, made anew
 * for every process unless a saved state brings them.
 */
export async function createAlipay(
  options: ChannelOptions & {
    /** 应用网关: where messages go, asked anew for each. Nothing = there is none. */
    readonly appGateway?: () => string | undefined;
  },
): Promise<AlipayService> {
  const schedule = new Schedule<JobKind>(form.name, options.timeline);
  const standIn: StandIn = {
    clock: options.clock,
    deliver: options.deliver,
    schedule,
    appGateway: options.appGateway ?? (() => undefined),
    keys: await keysOfProcess(),
    strict: options.strict ?? false,
    fontStyles: options.fontStyles ?? null,
    state: emptyState(),
  };
  schedule.begin({
    debit: (key) => debit(standIn, key),
    advance: (key) => advance(standIn, key),
    tradeEnd: (key) => endTrade(standIn, key),
    refund: (key) => finishRefund(standIn, key),
    deliver: (key) => attemptDelivery(standIn, key, sending(standIn)),
  });
  const gateway: readonly Route[] = [
    {
      method: 'POST',
      path: '/gateway.do',
      handle: (...exchange) => handleGateway(standIn, options.faults, ...exchange),
    },
    {
      method: 'GET',
      path: '/gateway.do',
      handle: async (_, ...exchange) => showSigned(standIn, ...exchange),
    },
  ];
  return {
    ...kept(standIn, form),
    routes: [...gateway, ...controlRoutes(standIn)],
    environment: (origin) => environmentOf(standIn.keys, origin),
  };
}
