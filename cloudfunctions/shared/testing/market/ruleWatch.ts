import type { CreditAccount } from '../../domain/account/account.ts';
import { isRunning } from '../../domain/account/holds.ts';
import { DAY_MS, HOUR_MS } from '../../domain/duration.ts';
import { formatFen } from '../../domain/money.ts';
import type { Attempt } from '../../domain/order/attempt.ts';
import type { Notice, Order } from '../../domain/order/order.ts';
import { viewOf } from '../../usecases/orders/orderView.ts';
import type { Trip } from '../memoryStore.ts';
import type { StatefulChannel } from '../statefulChannel.ts';
import type { World } from '../world.ts';

/** What this service must never say of a buyer. */
const BANNED = /征信|信用分|失信|黑名单|逾期费用为|滞纳金/;

/** What people type in these lives, and what leads to an address. */
const TYPED = ['林小满', '13800000000', '东海街', 'SF1', 'SF9', '不合适', '没收到', '有破损', '请复核'];

/**
 * Watches the rules that protect the buyer (docs/rules.md) while things happen, knowing nothing of how they are
 * kept: it sees what is stored and what the channel is asked.
 */
export class RuleWatch {
  /** What was broken, in words that name the rule. */
  readonly broken: string[] = [];
  readonly #world: World;
  readonly #held = new Set<string>();
  readonly #payableFen = new Map<string, number>();
  /** Who began to be erased, as what, and which of his orders there were. */
  readonly #erased = new Map<string, { readonly buyerId: string; readonly orderIds: readonly string[] }>();
  #fault: { readonly trip: number; readonly when: 'before' | 'after' } | null = null;
  #trips = 0;

  constructor(world: World, channel: StatefulChannel) {
    this.#world = world;
    world.store.before = () => this.#failing('before');
    world.store.after = (trip) => {
      this.#afterTrip(trip);
      this.#failing('after');
    };
    channel.onCreate = (orderId) => this.#onCreate(orderId);
    channel.onCollect = (orderId, amountFen) => this.#onCollect(orderId, amountFen);
  }

  /** Lets one round trip fail from now on, the nth, before or after it takes effect. */
  failAt(trip: number, when: 'before' | 'after'): void {
    this.#trips = 0;
    this.#fault = { trip, when };
  }

  databaseWorks(): void {
    this.#fault = null;
  }

  /** What is stored, after a step. */
  look(): void {
    for (const order of this.#world.store.all<Order>('orders')) this.#lookAt(order);
  }

  /** Rules 2 and 9, once time has done all that it does. */
  lookAtRest(): void {
    const { store } = this.#world;
    for (const account of store.all<CreditAccount>('creditAccounts')) {
      const { state, runningOrders, authorisation } = account;
      if (state === 'erasing') this.#break(9, 'an erasure that never ends');
      const lasts = state === 'closed' && runningOrders === 0 && authorisation?.state === 'active';
      if (lasts) this.#break(2, 'a closed account whose authorisation lasts');
    }
    for (const [erasedAs, { buyerId, orderIds }] of this.#erased) {
      for (const orderId of orderIds) this.#lookAtErased(orderId, buyerId, erasedAs);
    }
  }

  #lookAtErased(orderId: string, buyerId: string, erasedAs: string): void {
    const { store } = this.#world;
    const order = this.#world.order(orderId);
    if (order.buyerId !== erasedAs) this.#break(9, `${orderId} still is its buyer's`);
    const text = JSON.stringify(order);
    for (const trace of [`"${buyerId}"`, ...TYPED]) {
      if (text.includes(trace)) this.#break(9, `${orderId} still holds ${trace}`);
    }
    const deliveries = store.all<{ orderId: string }>('deliveries').map((one) => one.orderId);
    if (deliveries.includes(orderId)) this.#break(9, `where ${orderId} went is still known`);
  }

  #break(rule: number, what: string): void {
    this.broken.push(`rule ${rule}: ${what}`);
  }

  #failing(when: 'before' | 'after'): void {
    if (this.#fault?.when !== when) return;
    if (this.#trips++ === this.#fault.trip) throw new Error('the database does not answer');
  }

  /** Rule 2, and the limit at the time of the hold. */
  #afterTrip({ operation, collection }: Trip): void {
    if (collection !== 'creditAccounts' || operation !== 'update') return;
    for (const account of this.#world.store.all<CreditAccount>('creditAccounts')) {
      this.#noteErasing(account);
      const running = Object.entries(account.holds).filter(([, hold]) => isRunning(hold));
      for (const [orderId] of running) {
        if (this.#held.has(orderId)) continue;
        this.#held.add(orderId);
        if (account.state !== 'open')
          this.#break(2, `a hold was taken on an account that is ${account.state}`);
        const heldFen = running.reduce((sum, [, { amountFen }]) => sum + amountFen, 0);
        if (heldFen > account.limitFen)
          this.broken.push(`${heldFen} fen held with ${account.limitFen} of limit`);
      }
    }
  }

  #noteErasing({ _id: buyerId, state, erasedAs }: CreditAccount): void {
    if (state !== 'erasing' || erasedAs === null || this.#erased.has(erasedAs)) return;
    const own = this.#world.store.all<Order>('orders').filter((order) => order.buyerId === buyerId);
    this.#erased.set(erasedAs, { buyerId, orderIds: own.map(({ _id }) => _id) });
  }

  #onCreate(orderId: string): void {
    const { buyerId } = this.#world.order(orderId);
    const held = this.#world.account(buyerId).holds[orderId]?.state === 'held';
    if (!held) this.broken.push(`${orderId}: created at the channel without a hold`);
  }

  /** Rules 3 and 5, at the moment when the channel is asked to collect. */
  #onCollect(orderId: string, amountFen: number | null): void {
    const order = this.#world.order(orderId);
    const { freeze, attempt, notice } = order;
    // Frozen at this very moment, the request may have been on its way.
    const frozen = freeze && freeze.since.getTime() < this.#world.now.getTime();
    if (frozen) this.#break(3, `asked to collect ${orderId}, which is frozen`);
    if (amountFen === null) return;
    if (amountFen > order.amountFen) this.#break(5, `asked for ${amountFen} of ${order.amountFen} fen`);
    if (freeze && !frozen) return;
    if (attempt?.kind !== 'complete') this.#break(5, 'a charge that was not written down');
    else if (!notice) this.#break(4, 'a charge without a notice');
    else this.#onCharge(order, attempt, notice, amountFen);
  }

  /** Rule 4. */
  #onCharge(
    { autoCharge, history }: Order,
    { by, startedAt }: Attempt,
    notice: Notice,
    amountFen: number,
  ): void {
    const { at, via, chargeAt } = notice;
    if (notice.amountFen !== amountFen)
      this.#break(4, `told ${notice.amountFen}, asked for ${amountFen} fen`);
    const claimed = history.findLast(({ type }) => type === 'claimRequested');
    const voided = claimed && claimed.at > at && claimed.at.getTime() < this.#world.now.getTime();
    if (voided) this.#break(4, 'a charge on a notice from before a claim');
    const startedMs = startedAt.getTime();
    if (by.role !== 'timer') {
      const tapped = via === 'payNow' && at.getTime() === startedMs;
      if (!tapped) this.#break(4, 'a tap without the words beside it');
      return;
    }
    const stoodMs = startedMs - at.getTime();
    const neededMs = { inApp: 72 * HOUR_MS, pushed: 24 * HOUR_MS, payNow: Number.POSITIVE_INFINITY }[via];
    if (stoodMs < neededMs) this.#break(4, `a notice (${via}) that stood ${stoodMs / HOUR_MS} hours`);
    if (startedMs < chargeAt.getTime()) this.#break(4, 'charged before the time that was told');
    const lateMs = this.#world.now.getTime() - chargeAt.getTime();
    if (lateMs >= 3 * DAY_MS) this.#break(4, 'charged three days late');
    if (!autoCharge) this.#break(4, 'charged by itself although the buyer had switched that off');
  }

  #lookAt(order: Order): void {
    const { _id, state, consent, amountFen, payableFen } = order;
    const consented =
      consent.termsVersion > 0 && consent.textHash !== '' && consent.shown.amountFen === amountFen;
    if (!consented) this.#break(1, `${_id} has no consent to ${amountFen} fen`);
    const view = viewOf(order);
    const zero = view.owedText?.includes('0 元') ?? false;
    const complete = view.owedText?.includes(formatFen(payableFen)) && /第 \d+ 天/.test(view.owedText);
    if (zero && !complete) this.#break(6, `${_id} says 0 元 without the later amount and its day`);
    if (state === 'rejected' && !view.reasons.every(({ message }) => message !== '')) {
      this.#break(7, `${_id} was refused without a word`);
    }
    if (state === 'rejected' && view.reasons.length === 0)
      this.#break(7, `${_id} was refused without a reason`);
    const before = this.#payableFen.get(_id) ?? amountFen;
    if (payableFen > before) this.#break(8, `${_id} costs ${payableFen} fen, ${before} before`);
    this.#payableFen.set(_id, payableFen);
    if (BANNED.test(JSON.stringify(view))) this.#break(8, `${_id} says a word that it must not`);
    const charges = order.history.filter(({ type }) => type === 'settled').length;
    if (charges > 1) this.#break(5, `${_id} was charged ${charges} times`);
  }
}
