import type { Callback, CallbackContent } from '../channels/channel.ts';
import type { CreditAccount } from '../domain/account/account.ts';
import type { AssessmentFacts } from '../domain/assessment/facts.ts';
import type { Attempt } from '../domain/order/attempt.ts';
import type { ChannelFacts, ChannelStage } from '../domain/order/channelFacts.ts';
import { newOrder } from '../domain/order/newOrder.ts';
import type { AssessmentRecord, Order, OrderLine, Payment, Refund } from '../domain/order/order.ts';
import type { Policy } from '../domain/policy.ts';
import type { Product } from '../domain/pricing.ts';
import type { Terms } from '../usecases/services.ts';

/** Where every test begins, unless it says otherwise. */
export const T0 = new Date('2026-03-01T02:00:00.000Z');
export const BUYER = 'buyer-1';
export const ORDER = 'a'.repeat(32);

type Sections<T> = { readonly [K in keyof T]?: T[K] extends object ? Partial<T[K]> : T[K] };

/** The policy that merchants start from, with what a test wants otherwise. */
export function aPolicy(changes: Sections<Policy> = {}): Policy {
  return {
    version: changes.version ?? 1,
    limits: {
      openingFen: 100_000,
      maxOrderFen: 80_000,
      maxRunningOrders: 3,
      maxOverdueOrders: 1,
      growPerOrderInTimeFen: 0,
      ceilingFen: 300_000,
      shrinkPerOverduePercent: 0,
      floorFen: 20_000,
      ...changes.limits,
    },
    assessment: {
      approveFromPoints: 60,
      basePoints: 60,
      perOrderSettledInTime: 5,
      perOrderSettledLate: -10,
      perOrderReturned: 0,
      countedOrders: 8,
      firstOrderLargePoints: -20,
      firstOrderLargePercent: 60,
      newAddressPoints: 0,
      ...changes.assessment,
    },
    velocity: { windowHours: 24, maxOrders: 1_000, ...changes.velocity },
    secondConfirmation: {
      fromAmountFen: 10_000_000,
      fromQuantity: 100_000,
      fromOrders: 1_000,
      ...changes.secondConfirmation,
    },
    rollout: { percent: 100, allowBuyers: [], ...changes.rollout },
    protection: { unlockAfterHours: 24, allowanceDays: 7, ...changes.protection },
    charge: {
      afterReceiptDays: 7,
      noticeHours: 72,
      pushedNoticeHours: 24,
      noticeVoidAfterHours: 72,
      graceDays: 3,
      payByDays: 7,
      channelMessage: false,
      ...changes.charge,
    },
    deadlines: {
      acceptHours: 24,
      shipDays: 7,
      askReceiptDays: 10,
      autoReceiptDays: 10,
      ...changes.deadlines,
    },
    returns: {
      answerDays: 2,
      sendBackDays: 7,
      arriveDays: 10,
      afterReceiptDays: 15,
      maxPerOrder: 3,
      ...changes.returns,
    },
    reminders: { payByHours: 48, overdueEveryDays: 3, overdueTimes: 4, ...changes.reminders },
    messages: { charge: null, overdue: null, ...changes.messages },
  };
}

export function aLine(changes: Partial<OrderLine> = {}): OrderLine {
  return {
    productId: 'tea-set',
    title: '白瓷茶具',
    pictureUrl: 'https://shop.example.com/tea-set.jpg',
    unitPriceFen: 16_800,
    quantity: 1,
    amountFen: 16_800,
    ...changes,
  };
}

/** An order that was just created, with what a test wants otherwise. */
export function anOrder(changes: Partial<Order> = {}, policy: Policy = aPolicy()): Order {
  const amountFen = changes.amountFen ?? 16_800;
  const order = newOrder(
    {
      _id: ORDER,
      buyerId: BUYER,
      channel: 'wechatpay',
      lines: [aLine({ unitPriceFen: amountFen, amountFen })],
      amountFen,
      consent: {
        termsVersion: 1,
        textHash: 'f'.repeat(64),
        at: T0,
        shown: { amountFen, chargeAfterReceiptDays: policy.charge.afterReceiptDays },
      },
      requestHash: 'request-hash',
      deliveryId: 'delivery-1',
      createdAt: T0,
    },
    policy,
  );
  return { ...order, ...changes };
}

export function anAccount(changes: Partial<CreditAccount> = {}): CreditAccount {
  return {
    _id: BUYER,
    version: 1,
    state: 'open',
    openedAt: T0,
    closedAt: null,
    consents: [
      {
        termsVersion: 1,
        textHash: 'f'.repeat(64),
        at: T0,
        adult: true,
        shown: { chargeAfterReceiptDays: 7 },
      },
    ],
    authorisation: { channel: 'wechatpay', code: 'code-1', state: 'active', since: T0 },
    limitFen: 100_000,
    availableFen: 100_000,
    limitChanges: [{ at: T0, code: 'OPENING', changeFen: 100_000 }],
    runningOrders: 0,
    overdueOrders: 0,
    holds: {},
    record: { settledInTime: 0, settledLate: 0, returned: 0 },
    allowance: null,
    minorsLock: null,
    erasedAs: null,
    next: null,
    ...changes,
  };
}

/** What the buyer ticks to open the account, as `aPolicy` and `someTerms` have it. */
export const OPENING = {
  action: 'open',
  channel: 'wechatpay',
  consent: {
    accepted: true,
    adult: true,
    termsVersion: 1,
    textHash: 'f'.repeat(64),
    shownChargeAfterReceiptDays: 7,
  },
} as const;

export function aProduct(changes: Partial<Product> = {}): Product {
  return {
    _id: 'tea-set',
    title: '白瓷茶具',
    description: '一壶四杯',
    pictureUrl: 'https://shop.example.com/tea-set.jpg',
    priceFen: 16_800,
    onSale: true,
    payLater: true,
    ...changes,
  };
}

export function someTerms(changes: Partial<Terms> = {}): Terms {
  return { version: 1, title: '条款', text: '先收货，后付款。', textHash: 'f'.repeat(64), ...changes };
}

export function anAttempt(kind: Attempt['kind'], changes: Partial<Attempt> = {}): Attempt {
  return {
    kind,
    request: {
      orderId: ORDER,
      path: `/${kind}`,
      body: JSON.stringify({ kind }),
      withPayerId: kind === 'create',
    },
    by: { role: 'buyer', id: BUYER },
    startedAt: T0,
    askAt: new Date(T0.getTime() + 60_000),
    resends: 0,
    notFoundAt: null,
    ...changes,
  };
}

/** Of an ordinary first order. */
export function someFacts(changes: Partial<AssessmentFacts> = {}): AssessmentFacts {
  return {
    amountFen: 16_800,
    quantity: 1,
    account: 'open',
    authorisation: 'active',
    limitFen: 100_000,
    availableFen: 100_000,
    runningOrders: 0,
    overdueOrders: 0,
    settledInTime: 0,
    settledLate: 0,
    returned: 0,
    ordersInWindow: 0,
    addressKnown: null,
    minorsLocked: false,
    // Where BUYER stands.
    rolloutBucket: 38,
    rolloutAllowed: false,
    channelMaxFen: null,
    allowanceFen: 0,
    ...changes,
  };
}

export function anAssessment(changes: Partial<AssessmentRecord> = {}): AssessmentRecord {
  return {
    decision: 'approved',
    reasons: [],
    waived: [],
    factors: [],
    points: 60,
    policyVersion: 1,
    facts: someFacts(),
    confirmedAgain: null,
    ...changes,
  };
}

export function aPayment(changes: Partial<Payment> = {}): Payment {
  return { paidFen: 16_800, paidAt: T0, transactionId: 'tx-1', ...changes };
}

export function aRefund(changes: Partial<Refund> = {}): Refund {
  return {
    refundNo: `${ORDER}-1`,
    channelRefundId: null,
    amountFen: 6_800,
    requestedAt: T0,
    stage: 'refunded',
    ...changes,
  };
}

/** What the channel signs about the order at that stage. */
export function factsAt(stage: ChannelStage, changes: Partial<ChannelFacts> = {}): ChannelFacts {
  const money = stage === 'collecting' || stage === 'paid';
  return {
    orderId: ORDER,
    channelOrderId: 'wx-1',
    stage,
    amountFen: money ? 16_800 : null,
    payment: stage === 'paid' ? aPayment() : null,
    ...changes,
  };
}

/** `after` under a name that is no hook of a test runner. */
export { after as later } from '../domain/duration.ts';

/** A verified callback that says this. */
export function aCallbackOf(content: CallbackContent, eventId = 'EV-1'): Callback {
  const evidence = {
    eventId,
    event: 'PAYSCORE.USER_PAID',
    keyId: 'PUB_KEY_ID_0001',
    signedAt: T0,
    bodyHash: 'b'.repeat(64),
  };
  return { content, evidence };
}
