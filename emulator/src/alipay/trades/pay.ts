import { oneOf, record, text } from '../../channels/fields.ts';
import { notifyUrl } from '../../channels/notify-url.ts';
import { nextNumber } from '../../channels/numbers.ts';
import { FieldError } from '../../channels/refusal.ts';
import { hourMs } from '../../channels/times.ts';
import { walletOf } from '../../channels/wallets.ts';
import { Refusal } from '../errors.ts';
import { yuan } from '../fields.ts';
import type { Call } from '../gateway/request.ts';
import { hasTrade, keepOrder, type Order, type OrderWithTrade } from '../orders/order.ts';
import type { StandIn } from '../stand-in.ts';
import { viewTrade } from './view.ts';

/** What makes a debit of 动态金额 of it; nothing else that the call can do is played. */
const payFields = record({
  out_trade_no: text(64),
  auth_code: text(64),
  scene: oneOf('ZHIMA_CREDIT_CODE'),
  product_code: oneOf('GENERAL_WITHHOLDING'),
  total_amount: yuan,
  subject: text(256),
  is_async_pay: {
    check(value: unknown, path: string) {
      if (value !== true) throw new FieldError(path, 'must be true');
      return value;
    },
  },
  extend_params: record({ creditTradeScene: oneOf('CREDIT_PAY_UNCERTAIN_FEE') }),
});

/**
 * Asks for the one debit of a credit order. It is tried later, and again and again: the answer says only that it was
 * taken on. The same again tells how it stands; another amount is refused from then on.
 * https://opendocs.alipay.com/open/507b8b31_alipay.trade.pay
 */
export function pay(standIn: StandIn, call: Call) {
  const fields = call.content(payFields);
  const url = call.notifyUrl === undefined ? undefined : notifyUrl.check(call.notifyUrl, 'notify_url');
  if (fields.out_trade_no !== fields.auth_code) throw new Refusal('ACQ.CONTEXT_INCONSISTENT');
  const order = standIn.state.orders.get(fields.auth_code);
  if (!order) throw new Refusal('ACQ.PAYMENT_AUTH_CODE_INVALID');
  if (order.status === 'TRADE_CLOSED') throw new Refusal('ACQ.TRADE_HAS_CLOSE');
  if (order.status === 'TRADE_FINISHED') throw new Refusal('ACQ.TRADE_HAS_SUCCESS');
  if (hasTrade(order)) {
    if (order.trade.totalFen !== fields.total_amount) throw new Refusal('ACQ.CONTEXT_INCONSISTENT');
    return answer(standIn, order);
  }
  if (fields.total_amount > order.capFen) throw new Refusal('ACQ.PRODUCT_AMOUNT_LIMIT_ERROR');
  const begun = beginDebit(standIn, order, {
    totalFen: fields.total_amount,
    subject: fields.subject,
    ...(url === undefined ? {} : { notifyUrl: url }),
  });
  if (standIn.state.behaviour.shortOfMoney === 'refuse') requireMoney(standIn, begun);
  return answer(standIn, begun);
}

function beginDebit(
  standIn: StandIn,
  order: Order,
  asked: Pick<OrderWithTrade['trade'], 'totalFen' | 'subject' | 'notifyUrl'>,
): OrderWithTrade {
  const nowMs = standIn.clock.now();
  const { debitDelayMs, advanceAfterHours } = standIn.state.behaviour;
  const key = order.creditBizOrderId;
  standIn.schedule.plan({ atMs: nowMs + debitDelayMs, kind: 'debit', key });
  // Never before the user was asked at all: of one instant the debit comes first, since it was planned first.
  const advanceAfterMs = Math.max(advanceAfterHours * hourMs, debitDelayMs);
  standIn.schedule.plan({ atMs: nowMs + advanceAfterMs, kind: 'advance', key });
  return keepOrder(standIn, {
    ...order,
    trade: {
      ...asked,
      tradeNo: nextNumber(standIn, ''),
      status: 'WAIT_BUYER_PAY',
      createdAtMs: nowMs,
      paidAtMs: null,
      paidBy: null,
      owedFen: 0,
      debitAttempts: 0,
    },
  });
}

/** Some merchants are told at once that there is no money. The debit goes on being tried all the same. */
function requireMoney(standIn: StandIn, { openId, trade }: OrderWithTrade): void {
  const { balanceFen, willing } = walletOf(standIn, openId);
  if (!willing) throw new Refusal('ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE');
  if (balanceFen < trade.totalFen) throw new Refusal('ACQ.BUYER_BALANCE_NOT_ENOUGH');
}

function answer(standIn: StandIn, order: OrderWithTrade) {
  const { trade_status: _, ...trade } = viewTrade(standIn, order);
  const { payAnswer } = standIn.state.behaviour;
  return {
    ...(payAnswer === '10003' ? { code: payAnswer, msg: 'order success pay inprocess' } : {}),
    ...trade,
    async_payment_mode: 'NORMAL_ASYNC_PAY',
  };
}
