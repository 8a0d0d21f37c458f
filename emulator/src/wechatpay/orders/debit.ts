import { debitRetryMs } from '../../channels/debit-retries.ts';
import { walletOf } from '../../channels/wallets.ts';
import type { StandIn } from '../stand-in.ts';
import { payFromWallet } from './collect.ts';
import { isPaying, type Order } from './order.ts';

/** WeChat tries to debit by itself until it succeeds; an order that is not to be paid any more is left alone. */
export function debit(standIn: StandIn, outOrderNo: string): void {
  const order = standIn.state.orders.get(outOrderNo);
  if (!order || !isPaying(order)) return;
  const { debitTakesMs } = standIn.state.behaviour;
  if (debitTakesMs === 0) {
    attempt(standIn, order);
    return;
  }
  standIn.state.orders.set(outOrderNo, { ...order, debiting: true });
  standIn.schedule.plan({ atMs: standIn.clock.now() + debitTakesMs, kind: 'debitEnd', key: outOrderNo });
}

/** A debit that took its time has its outcome. */
export function endDebit(standIn: StandIn, outOrderNo: string): void {
  const order = standIn.state.orders.get(outOrderNo);
  if (order?.debiting) attempt(standIn, { ...order, debiting: false });
}

function attempt(standIn: StandIn, order: Order): void {
  const { outOrderNo } = order;
  const willing = order.openid !== null && walletOf(standIn, order.openid).willing;
  if (willing && payFromWallet(standIn, order)) return;
  const attempts = order.debitAttempts + 1;
  standIn.state.orders.set(outOrderNo, { ...order, debitAttempts: attempts });
  standIn.schedule.plan({
    atMs: standIn.clock.now() + debitRetryMs(attempts),
    kind: 'debit',
    key: outOrderNo,
  });
}
