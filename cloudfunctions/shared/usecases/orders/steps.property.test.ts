import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../domain/errorCode.ts';
import type { EventType } from '../../domain/order/events.ts';
import { type BuyerStep, buyerSteps, type OperatorStep, operatorSteps } from '../../domain/order/steps.ts';
import { ACTIONS } from '../../testing/market/actions.ts';
import { aMarket, BUYERS, type Market, ordersIn } from '../../testing/market/market.ts';
import { aStep, happen, someManners } from '../../testing/market/story.ts';
import { refusal } from '../../testing/world.ts';

/** All of them but two, which no state of an order rules out: to have it decided on again, to set an alert aside. */
type Tested = Exclude<BuyerStep | OperatorStep, 'assess' | 'lookedAt'>;

/** Which act a button stands for, and what has happened to the order if it was done. */
const BUTTONS = {
  askReview: ['askReview', 'reviewAsked'],
  cancel: ['cancel', 'cancelRequested'],
  confirmReceipt: ['receive', 'received'],
  payNow: ['pay', 'chargeRequested'],
  switchAutoChargeOff: ['autoOff', 'autoChargeSwitched'],
  switchAutoChargeOn: ['autoOn', 'autoChargeSwitched'],
  claimReturn: ['claimReturn', 'claimRequested'],
  claimNotReceived: ['claimNotReceived', 'claimRequested'],
  claimProblem: ['claimProblem', 'claimRequested'],
  withdrawClaim: ['withdraw', 'claimWithdrawn'],
  sendBack: ['sendBack', 'goodsSentBack'],
  ship: ['ship', 'shipped'],
  recordDelivery: ['deliver', 'delivered'],
  recordUndelivered: ['undelivered', 'undelivered'],
  lower: ['lower', 'lowered'],
  collectAgain: ['collectAgain', 'collectAgainRequested'],
  notePaidElsewhere: ['paidElsewhere', 'paidElsewhereReported'],
  agree: ['agree', 'claimAgreed'],
  refuse: ['refuse', 'claimRefused'],
  goodsBack: ['goodsBack', 'claimDone'],
  answerReview: ['keepReview', 'reviewAnswered'],
} as const satisfies Record<Tested, readonly [act: string, event: EventType]>;

type Button = keyof typeof BUTTONS;
const buttons = Object.keys(BUTTONS) as Button[];
/** `npm run lives -- 100000` makes it more. */
const RUNS = Math.ceil(Number(process.env['HOUFU_LIVES_STEPS'] ?? 5_000) / 20);
/** How many of the buttons must have been tapped, where they are shown and where they are not; in many lives each. */
const SHARE = RUNS >= 2_000 ? 1 : Math.min(0.7, RUNS / 500);

/** What ends a life too early if it comes too often. */
const ENDING: readonly Button[] = ['cancel', 'recordUndelivered', 'lower', 'notePaidElsewhere'];

/** What an order answers to a step that it does not allow. What the channel refuses, nobody can know before. */
const RULED_OUT: readonly ErrorCode[] = [
  'WRONG_STATE',
  'ORDER_FROZEN',
  'CLAIM_NOT_OPEN',
  'CLAIM_TOO_LATE',
  'TOO_MANY_CLAIMS',
  'NOTHING_TO_CLAIM',
  'REVIEW_NOT_OPEN',
  'REVIEW_IMPOSSIBLE',
  'REFUND_IMPOSSIBLE',
  'AMOUNT_NOT_LOWER',
];

interface Tap {
  /** Which of the orders. */
  readonly which: number;
  /** One that the order shows, or one that it does not. */
  readonly visible: boolean;
  /** Which of these. */
  readonly pick: number;
}

/** Taps a button of an order. Null if there is no such order or button. */
async function tap(market: Market, { which, visible, pick }: Tap) {
  const { world, channel } = market;
  // What a call that failed had begun beside it comes to its end first.
  await new Promise((resolve) => setImmediate(resolve));
  const orders = ordersIn(world);
  const order = orders[which % Math.max(1, orders.length)];
  const buyer = BUYERS.find(({ buyerId }) => buyerId === order?.buyerId);
  if (!order || !buyer) return null;
  channel.fates = [];
  channel.lies = [];
  const look = [order, world.now, world.policy] as const;
  const steps: readonly string[] = [...buyerSteps(...look), ...operatorSteps(...look)];
  const candidates = pick % 8 === 0 ? buttons : buttons.filter((one) => !ENDING.includes(one));
  const choice = candidates.filter((one) => steps.includes(one) === visible);
  const button = choice[pick % Math.max(1, choice.length)];
  if (!button) return null;
  const turn = { buyer, slot: 0, percent: 50, orderId: order._id };
  const [act, event] = BUTTONS[button];
  const code = await refusal(Promise.resolve(ACTIONS[act]?.(market, turn)));
  const since = world.order(order._id).history.slice(order.history.length);
  const changed = since.some(({ type }) => type === event);
  // A cancellation first learns what became of an open call, which may have ended the order.
  const certain = button !== 'cancel' || order.attempt === null;
  return { button, visible, code, changed, certain, state: order.state };
}

/** What is wrong with what came of a tap; null if nothing is. */
function fault({
  visible,
  code,
  changed,
  certain,
}: NonNullable<Awaited<ReturnType<typeof tap>>>): string | null {
  if (visible) return certain && RULED_OUT.some((one) => one === code) ? `shown, and refused: ${code}` : null;
  return code === 'none' && changed ? 'not shown, and done all the same' : null;
}

const someAgreeing = fc.constantFrom('once' as const, 'each' as const);
const aTap: fc.Arbitrary<Tap> = fc.record({ which: fc.nat(), visible: fc.boolean(), pick: fc.nat() });

describe('the buttons of an order', () => {
  it(
    'do what they say, and what they do not show is refused or changes nothing',
    async () => {
      const seen = new Set<string>();
      const lives = fc.array(fc.tuple(aStep, aTap), { maxLength: 60, size: 'max' });
      await fc.assert(
        fc.asyncProperty(someAgreeing, someManners, lives, async (agreeing, manners, life) => {
          const market = aMarket(agreeing, manners);
          for (const [step, wish] of life) {
            await happen(market, step);
            const tapped = await tap(market, wish);
            if (!tapped) continue;
            seen.add(`${tapped.button} ${tapped.visible}`);
            expect({ ...tapped, fault: fault(tapped) }).toMatchObject({ fault: null });
          }
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: 20_000 + RUNS * 200 },
      );
      const enough = buttons.length * 2 * SHARE;
      expect(seen.size).toBeGreaterThanOrEqual(enough);
    },
    60_000 + RUNS * 500,
  );
});
