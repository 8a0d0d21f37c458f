import { expect } from 'vitest';
import type { CreditAccount } from '../../cloudfunctions/shared/domain/account/account.ts';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { replay } from '../../cloudfunctions/shared/domain/order/replay.ts';
import { isEnded, type OrderState, targetsOf } from '../../cloudfunctions/shared/domain/order/states.ts';
import type { GivenBack, Standing } from './channels/standIn.ts';
import type { System } from './system.ts';

/** Bookkeeping: what does not follow from the history alone. */
const NOT_REPLAYED = ['attempt', 'accountDuty', 'attention', 'askedAt', 'channelToldAt', 'next'];

/** What must hold at every moment, whatever has happened: for all orders, accounts and the channel. */
export async function expectSound({ database, channel }: System): Promise<void> {
  const [orders, accounts, standings, givenBack] = await Promise.all([
    database.orders(),
    database.documents<CreditAccount>('creditAccounts'),
    channel.standings(),
    channel.givenBack(),
  ]);
  const problems = [
    ...orders.flatMap((order) => orderProblems(order, standings.get(order._id))),
    ...orders.flatMap((order) =>
      refundProblems(
        order,
        givenBack.filter(({ orderId }) => orderId === order._id),
      ),
    ),
    ...accounts.flatMap((account) => accountProblems(account, orders)),
  ];
  expect(problems).toEqual([]);
}

function orderProblems(order: Order, standing: Standing | undefined): string[] {
  const found = [
    ...replayProblems(order),
    ...pathProblems(order),
    ...(standing ? moneyProblems(order, standing) : []),
  ];
  return found.map((problem) => `order ${order._id} (${order.state}): ${problem}`);
}

function replayProblems(order: Order): string[] {
  const told = Object.entries(replay(order.history)).filter(([field]) => !NOT_REPLAYED.includes(field));
  const stored: Readonly<Record<string, unknown>> = { ...order };
  return told
    .filter(([field, value]) => JSON.stringify(stored[field]) !== JSON.stringify(value))
    .map(([field]) => `its history tells another ${field}`);
}

/** Each event's state follows from the one before, and no event comes before another. */
function pathProblems({ history }: Order): string[] {
  const problems: string[] = [];
  let state: OrderState = 'created';
  for (const [index, event] of history.entries()) {
    const next: OrderState = replay(history.slice(0, index + 1)).state ?? state;
    if (next !== state && !targetsOf(state).includes(next)) problems.push(`went from ${state} to ${next}`);
    const before = history[index - 1];
    if (before && before.at > event.at) problems.push(`${event.type} is older than ${before.type}`);
    state = next;
  }
  return problems;
}

function moneyProblems(order: Order, { stage, mostFen, paidFen, payments }: Standing): string[] {
  const problems: string[] = [];
  if (mostFen !== order.amountFen) problems.push(`the channel may take ${mostFen} fen`);
  if (paidFen > order.amountFen) problems.push(`the channel took ${paidFen} of ${order.amountFen} fen`);
  if (payments.length > 1) problems.push('the channel took money twice');
  if (order.state === 'settled' && order.payment?.paidFen !== paidFen)
    problems.push('the channel tells another payment');
  // One that is still to be ended there has an open call.
  const ended = (order.state === 'cancelled' || order.state === 'rejected') && !order.attempt;
  if (ended && stage !== 'ended') problems.push(`at the channel it is ${stage}`);
  return problems;
}

/** What went back is what was asked for, and never more than was paid. */
function refundProblems(order: Order, givenBack: readonly GivenBack[]): string[] {
  const problems: string[] = [];
  const left = givenBack.filter((refund) => refund.stage !== 'failed');
  const sumFen = left.reduce((sum, { amountFen }) => sum + amountFen, 0);
  if (sumFen > (order.payment?.paidFen ?? 0)) problems.push(`${sumFen} fen went back`);
  for (const { refundNo, amountFen, stage } of order.refunds) {
    const there = givenBack.find((refund) => refund.refundNo === refundNo);
    if (stage === 'refunded' && (there?.stage !== 'refunded' || there.amountFen !== amountFen))
      problems.push(`the refund ${refundNo} is ${there?.stage} at the channel`);
  }
  return problems.map((problem) => `order ${order._id} (${order.state}): ${problem}`);
}

function accountProblems(account: CreditAccount, orders: readonly Order[]): string[] {
  const holds = Object.entries(account.holds);
  const live = holds.filter(([, hold]) => hold.state === 'held' || hold.state === 'overdue');
  const heldFen = live.reduce((sum, [, hold]) => sum + hold.amountFen, 0);
  const problems: string[] = [];
  const check = (holdsTrue: boolean, problem: string) => holdsTrue || problems.push(problem);
  check(account.limitFen === account.availableFen + heldFen, 'limit ≠ available + held');
  const changesFen = account.limitChanges.reduce((sum, { changeFen }) => sum + changeFen, 0);
  check(
    account.limitFen === changesFen,
    `the limit is ${account.limitFen}, its changes add up to ${changesFen}`,
  );
  const shrank = account.limitChanges.some(({ code }) => code === 'OVERDUE');
  check(account.availableFen >= 0 || shrank, 'less than nothing is available');
  check(account.runningOrders === live.length, `${account.runningOrders} running, ${live.length} holds`);
  const overdue = live.filter(([, hold]) => hold.state === 'overdue').length;
  check(account.overdueOrders === overdue, `${account.overdueOrders} overdue, ${overdue} holds`);
  for (const [orderId] of live) {
    const order = orders.find((one) => one._id === orderId);
    const mayHold = order && order.state !== 'created' && (!isEnded(order.state) || order.accountDuty);
    check(Boolean(mayHold), `a hold for ${orderId}, which is ${order?.state}`);
  }
  for (const order of orders.filter((one) => one.buyerId === account._id)) {
    const needsHold = !isEnded(order.state) && order.state !== 'created' && !order.attempt;
    const has = live.some(([orderId]) => orderId === order._id);
    check(!needsHold || has, `no hold for ${order._id}, which is ${order.state}`);
  }
  return problems.map((problem) => `account ${account._id}: ${problem}`);
}
