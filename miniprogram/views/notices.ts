import { NOTICE_SAYS, NOTICE_TITLES } from '../copy/notices';
import { ORDER } from '../copy/order';
import { CARD } from '../copy/orders';
import { formatFen } from '../format/money';
import { formatMinute, formatMoment } from '../format/time';
import type { ListedOrder } from './answers';
import { lastTimeOf } from './orderTimeline';

/** One message about an order. */
export interface NoticeRow {
  /** Tells it from all others, also when the list is read again. */
  readonly key: string;
  readonly orderId: string;
  readonly title: string;
  readonly text: string;
  readonly goods: string;
  readonly at: string;
  /** When, in words. */
  readonly time: string;
  /** False once it has passed: nothing is to be done about it, or it is no longer what will happen. */
  readonly current: boolean;
}

/** What an order has to tell, before it is put into words for the list. */
interface Told {
  readonly kind: keyof typeof NOTICE_TITLES;
  readonly at: string;
  readonly text: string;
  readonly current: boolean;
}

/** Everything that these orders tell their buyer, the newest first. */
export function noticeRows(orders: readonly ListedOrder[], now: Date = new Date()): readonly NoticeRow[] {
  return orders
    .flatMap((order) => toldBy(order, now).map((told) => rowOf(order, told)))
    .sort((a, b) => b.at.localeCompare(a.at));
}

function toldBy(order: ListedOrder, now: Date): readonly Told[] {
  return [
    ...chargeNotice(order),
    ...reminder(order),
    ...receiptAsked(order),
    ...claimSteps(order, now),
    ...refunds(order),
    ...reviewAnswer(order),
  ];
}

/** The buyer's own tap on 立即支付 counts as a notice too; he needs not be told of it. */
function chargeNotice({ state, notice, autoCharge, payableFen, chargeAt }: ListedOrder): Told[] {
  if (!notice || notice.at === notice.chargeAt) return [];
  const stands = notice.amountFen === payableFen && notice.chargeAt === chargeAt;
  return [
    {
      kind: 'charge',
      at: notice.at,
      text: notice.text,
      current: state === 'received' && autoCharge && stands,
    },
  ];
}

function reminder({ reminder: standing }: ListedOrder): Told[] {
  return standing ? [{ kind: 'reminder', ...standing, current: true }] : [];
}

function receiptAsked(order: ListedOrder): Told[] {
  const asked = lastTimeOf('receiptAsked', order);
  return asked ? [{ kind: 'receipt', at: asked, text: ORDER.receiptAsked, current: order.receiptAsked }] : [];
}

function claimSteps({ claim, owedText }: ListedOrder, now: Date): Told[] {
  if (!claim) return [];
  const { kind, stage, since: at, deadline, answer } = claim;
  switch (stage) {
    case 'agreed':
      return kind === 'return' && deadline
        ? [
            {
              kind: 'sendBack',
              at,
              text: NOTICE_SAYS.sendBack(formatMoment(deadline, now)),
              current: true,
            },
          ]
        : [];
    case 'refused':
      return [{ kind: 'claimRefused', at, text: NOTICE_SAYS.claimRefused(answer), current: true }];
    case 'lapsed':
      return [{ kind: 'claimLapsed', at, text: NOTICE_SAYS.claimLapsed, current: true }];
    case 'done':
      return [{ kind: 'claimDone', at, text: NOTICE_SAYS.claimDone(owedText), current: true }];
    default:
      return [];
  }
}

function refunds({ refunds: all, timeline }: ListedOrder): Told[] {
  return all.map(({ amountFen, requestedAt: at, stage }) => {
    const amount = formatFen(amountFen);
    if (stage === 'refunded') {
      const arrived = timeline.find((entry) => entry.type === 'refunded' && entry.at >= at);
      const text = NOTICE_SAYS.refunded(amount);
      return { kind: 'refunded', at: arrived?.at ?? at, text, current: true };
    }
    return stage === 'requested' || stage === 'processing'
      ? { kind: 'refunding', at, text: NOTICE_SAYS.refundOnItsWay(amount), current: true }
      : { kind: 'refundStuck', at, text: NOTICE_SAYS.refundStuck(amount), current: true };
  });
}

function reviewAnswer(order: ListedOrder): Told[] {
  const answered = lastTimeOf('reviewAnswered', order);
  const review = order.refusal?.review;
  if (!answered || !review || review.stage === 'asked') return [];
  const { stage, note } = review;
  return stage === 'approved'
    ? [{ kind: 'reviewApproved', at: answered, text: NOTICE_SAYS.reviewApproved(note), current: true }]
    : [{ kind: 'reviewKept', at: answered, text: NOTICE_SAYS.reviewKept(note), current: true }];
}

function rowOf({ orderId, lines }: ListedOrder, { kind, at, text, current }: Told): NoticeRow {
  const first = lines[0]?.title ?? '';
  return {
    key: `${orderId} ${kind} ${at}`,
    orderId,
    title: NOTICE_TITLES[kind],
    text,
    goods: lines.length > 1 ? CARD.severalLines(first, lines.length) : first,
    at,
    time: formatMinute(at),
    current,
  };
}
