import type { ClaimStage } from '../../domain/order/order.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { closeAccount } from '../../usecases/account/closeAccount.ts';
import { eraseBuyer } from '../../usecases/account/eraseBuyer.ts';
import { openAccount } from '../../usecases/account/openAccount.ts';
import { switchMinorsLock } from '../../usecases/account/switchMinorsLock.ts';
import { assessCredit } from '../../usecases/assessment/assessCredit.ts';
import { answerReview, askReview } from '../../usecases/assessment/review.ts';
import { applyCallback } from '../../usecases/channel/channelCallback.ts';
import { agreeToClaim, confirmGoodsBack, recordUndelivered } from '../../usecases/claims/agreedClaims.ts';
import {
  refuseClaim,
  requestClaim,
  type SeenClaim,
  sendGoodsBack,
  withdrawClaim,
} from '../../usecases/claims/claims.ts';
import { switchAutoCharge } from '../../usecases/money/autoCharge.ts';
import { payNow } from '../../usecases/money/charge.ts';
import { collectAgain, lowerAmount, paidElsewhere } from '../../usecases/money/settleByMerchant.ts';
import { cancelOwnOrder } from '../../usecases/orders/cancelOrder.ts';
import { confirmReceipt } from '../../usecases/orders/confirmReceipt.ts';
import { recordDelivery, ship } from '../../usecases/orders/confirmShip.ts';
import { createOrder } from '../../usecases/orders/createOrder.ts';
import type { Caller } from '../../usecases/services.ts';
import { runDue } from '../../usecases/time/runDue.ts';
import { aCallbackOf, OPENING } from '../builders.ts';
import { BY_OPERATOR } from '../lives.ts';
import { OPERATOR, type World } from '../world.ts';
import { type Market, PRICE_FEN, QUANTITY } from './market.ts';

/** Whose turn it is, about which order, and to how much of what is payable it is lowered. */
export interface Turn {
  readonly buyer: Caller;
  /** Which of the buyer's orders. */
  readonly slot: number;
  readonly percent: number;
}

export type Act = (market: Market, turn: Turn & { readonly orderId: string }) => Promise<unknown>;

const buyers: Record<string, Act> = {
  place: ({ world }, { buyer, slot }) =>
    createOrder(world.services, buyer, {
      requestId: requestIdOf(slot),
      channel: 'wechatpay',
      items: [{ productId: 'tea-set', quantity: QUANTITY }],
      delivery: { recipient: '林小满', phone: '13800000000', address: '丰泽区东海街 1 号' },
      consent: {
        accepted: true,
        termsVersion: world.terms.version,
        textHash: world.terms.textHash,
        shownAmountFen: PRICE_FEN * QUANTITY,
        shownChargeAfterReceiptDays: world.policy.charge.afterReceiptDays,
      },
    }),
  assess: ({ world }, { buyer, orderId }) => assessCredit(world.services, buyer, { orderId }),
  cancel: ({ world }, { buyer, orderId }) =>
    cancelOwnOrder(world.services, buyer.buyerId, { orderId, reason: '不想要了' }),
  receive: ({ world }, { buyer, orderId }) => confirmReceipt(world.services, buyer, { orderId }),
  pay: ({ world }, { buyer, orderId }) =>
    payNow(world.services, buyer, {
      orderId,
      channel: 'wechatpay',
      shownAmountFen: Math.max(1, world.order(orderId).payableFen),
    }),
  claimReturn: ({ world }, { buyer, orderId }) =>
    requestClaim(world.services, buyer, { orderId, kind: 'return', reason: '不合适' }),
  claimOnePiece: ({ world }, { buyer, orderId }) =>
    requestClaim(world.services, buyer, {
      orderId,
      kind: 'return',
      reason: '退一件',
      items: [{ productId: 'tea-set', quantity: 1 }],
    }),
  claimNotReceived: ({ world }, { buyer, orderId }) =>
    requestClaim(world.services, buyer, { orderId, kind: 'notReceived', reason: '没收到' }),
  claimProblem: ({ world }, { buyer, orderId }) =>
    requestClaim(world.services, buyer, { orderId, kind: 'problem', reason: '有破损', amountFen: 7_000 }),
  withdraw: ({ world }, { buyer, orderId }) => withdrawClaim(world.services, buyer, { orderId }),
  sendBack: ({ world }, { buyer, orderId }) =>
    sendGoodsBack(world.services, buyer, { orderId, carrier: '顺丰', trackingNo: 'SF9' }),
  autoOff: ({ world }, { buyer, orderId }) => switchAutoCharge(world.services, buyer, { orderId, on: false }),
  autoOn: ({ world }, { buyer, orderId }) => switchAutoCharge(world.services, buyer, { orderId, on: true }),
  close: ({ world }, { buyer }) => closeAccount(world.services, buyer),
  open: ({ world }, { buyer }) => openAccount(world.services, buyer, OPENING),
  lock: ({ world }, { buyer }) => switchMinorsLock(world.services, buyer, { on: true }),
  unlock: ({ world }, { buyer }) => switchMinorsLock(world.services, buyer, { on: false }),
  askReview: ({ world }, { buyer, orderId }) => askReview(world.services, buyer, { orderId, note: '请复核' }),
  erase: ({ world }, { buyer }) => eraseBuyer(world.services, buyer),
};

const merchant: Record<string, Act> = {
  ship: ({ world }, { orderId }) =>
    ship(world.services, BY_OPERATOR, { orderId, carrier: '顺丰', trackingNo: 'SF1' }),
  deliver: ({ world }, { orderId }) =>
    recordDelivery(world.services, BY_OPERATOR, { orderId, evidence: '签收' }),
  lower,
  lowerTwice: (market, turn) => Promise.allSettled([lower(market, turn), lower(market, turn)]),
  collectAgain: ({ world }, { orderId }) => collectAgain(world.services, OPERATOR, { orderId }),
  paidElsewhere: ({ world }, { orderId }) =>
    paidElsewhere(world.services, OPERATOR, { orderId, paidAt: world.now }),
  agree: ({ world }, { orderId }) =>
    agreeToClaim(world.services, OPERATOR, { ...seen(world, orderId), goodsBack: true, note: '同意' }),
  agreeWithoutGoods: ({ world }, { orderId }) =>
    agreeToClaim(world.services, OPERATOR, { ...seen(world, orderId), goodsBack: false, note: '同意' }),
  refuse: ({ world }, { orderId }) =>
    refuseClaim(world.services, OPERATOR, { ...seen(world, orderId), reason: '不符合' }),
  goodsBack: ({ world }, { orderId }) => confirmGoodsBack(world.services, OPERATOR, seen(world, orderId)),
  approveReview: ({ world }, { orderId }) =>
    answerReview(world.services, OPERATOR, { orderId, approve: true, note: '通过' }),
  keepReview: ({ world }, { orderId }) =>
    answerReview(world.services, OPERATOR, { orderId, approve: false, note: '维持' }),
  undelivered: ({ world }, { orderId }) =>
    recordUndelivered(world.services, OPERATOR, { orderId, reason: '丢件' }),
};

const world: Record<string, Act> = {
  timer: ({ world: { services } }) => runDue(services, () => true),
  timers: ({ world: { services } }) =>
    Promise.allSettled([runDue(services, () => true), runDue(services, () => true)]),
  progress: async ({ channel }, { orderId }) => channel.progress(orderId),
  callback: async ({ world: { services }, channel }, { orderId }) => {
    const facts = channel.facts(orderId);
    if (!facts) return;
    const told = channel.can.knowsUnconfirmed
      ? { kind: 'order' as const, facts }
      : { kind: 'ask' as const, orderId };
    await applyCallback(services, 'wechatpay', aCallbackOf(told));
  },
  refundCallback: async ({ world: { services }, channel }, { orderId }) => {
    for (const facts of channel.refundFacts(orderId))
      await applyCallback(services, 'wechatpay', aCallbackOf({ kind: 'refund', facts }));
  },
};

/** What may happen, in any sequence, also several things at once. */
export const ACTIONS: Readonly<Record<string, Act>> = { ...buyers, ...merchant, ...world };

/** The claim as the operator sees it at that moment. */
function seen(world: World, orderId: string): SeenClaim {
  return { orderId, requestedAt: world.order(orderId).claim?.requestedAt ?? new Date(0) };
}

function lower(market: Market, { orderId, percent }: Turn & { orderId: string }): Promise<unknown> {
  const { payableFen } = market.world.order(orderId);
  return lowerAmount(market.world.services, OPERATOR, {
    orderId,
    shownAmountFen: payableFen,
    amountFen: Math.floor((payableFen * percent) / 100),
    reason: '有瑕疵',
  });
}

export function orderIdOf({ world: { services } }: Market, { buyer, slot }: Turn): string {
  return services.identity.orderId(buyer.buyerId, requestIdOf(slot));
}

function requestIdOf(slot: number): string {
  return `request-${slot}`;
}

/** What usually comes next, so that lives become long. */
export const USUALLY: Readonly<Partial<Record<OrderState | 'none', readonly string[]>>> = {
  none: ['place'],
  created: ['assess'],
  approved: ['progress', 'callback'],
  accepted: ['ship'],
  shipped: ['receive'],
  received: ['pay'],
  settling: ['progress'],
  overdue: ['progress', 'callback'],
  settled: ['lower', 'progress', 'refundCallback'],
  rejected: ['askReview', 'approveReview', 'open', 'unlock'],
};

/** What ends a life too early if it comes too often. */
export const SELDOM = ['cancel', 'paidElsewhere', 'undelivered', 'close', 'erase', 'lock'];
/** The same for an open return or dispute. */
export const ON_CLAIM: Readonly<Partial<Record<ClaimStage, readonly string[]>>> = {
  requested: ['agree'],
  agreed: ['sendBack'],
  sentBack: ['goodsBack'],
};
