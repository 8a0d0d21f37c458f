import * as v from 'valibot';
import type { Policy } from '../domain/policy.ts';
import { templateFieldName } from './pushMessage.ts';

const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const fen = whole(0, 10_000_000);
const points = whole(-1_000, 1_000);

const template = v.nullable(
  v.strictObject({
    templateId: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
    fields: v.strictObject({ amount: templateFieldName, time: templateFieldName, note: templateFieldName }),
  }),
);

/** What a policy document must look like; one that does not is refused, and the last valid one kept. */
export const policySchema = v.object({
  version: whole(1, 1_000_000),
  limits: v.pipe(
    v.strictObject({
      openingFen: fen,
      maxOrderFen: fen,
      maxRunningOrders: whole(0, 100),
      maxOverdueOrders: whole(1, 100),
      growPerOrderInTimeFen: fen,
      ceilingFen: fen,
      shrinkPerOverduePercent: whole(0, 100),
      floorFen: fen,
    }),
    v.forward(
      v.check(({ floorFen, openingFen }) => floorFen <= openingFen, 'the floor is above the opening limit'),
      ['floorFen'],
    ),
    v.forward(
      v.check(
        ({ openingFen, ceilingFen }) => openingFen <= ceilingFen,
        'the ceiling is below the opening limit',
      ),
      ['ceilingFen'],
    ),
  ),
  assessment: v.strictObject({
    approveFromPoints: points,
    basePoints: points,
    perOrderSettledInTime: points,
    perOrderSettledLate: points,
    perOrderReturned: points,
    countedOrders: whole(0, 1_000),
    firstOrderLargePoints: points,
    firstOrderLargePercent: whole(0, 100),
    newAddressPoints: points,
  }),
  velocity: v.strictObject({ windowHours: whole(1, 720), maxOrders: whole(1, 1_000) }),
  secondConfirmation: v.strictObject({
    fromAmountFen: fen,
    fromQuantity: whole(1, 100_000),
    fromOrders: whole(2, 1_000),
  }),
  rollout: v.strictObject({
    percent: whole(0, 100),
    allowBuyers: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(1_000)),
  }),
  protection: v.strictObject({ unlockAfterHours: whole(1, 720), allowanceDays: whole(1, 60) }),
  charge: v.pipe(
    v.strictObject({
      afterReceiptDays: whole(1, 60),
      // What only stands in the app must stand longer than what was pushed: never less than three days.
      noticeHours: whole(72, 720),
      // The law's word is "beforehand"; a day is what a person can act within.
      pushedNoticeHours: whole(24, 720),
      noticeVoidAfterHours: whole(1, 72),
      graceDays: whole(0, 30),
      payByDays: whole(1, 60),
      channelMessage: v.boolean(),
    }),
    v.forward(
      v.check(
        ({ pushedNoticeHours, noticeHours }) => pushedNoticeHours <= noticeHours,
        'a notice that was pushed stands longer than one that only stands in the app',
      ),
      ['pushedNoticeHours'],
    ),
  ),
  deadlines: v.strictObject({
    acceptHours: whole(1, 720),
    shipDays: whole(1, 60),
    askReceiptDays: whole(1, 60),
    autoReceiptDays: whole(1, 60),
  }),
  returns: v.strictObject({
    answerDays: whole(1, 15),
    sendBackDays: whole(3, 60),
    arriveDays: whole(3, 60),
    // 消费者权益保护法 art. 25: seven days are the least.
    afterReceiptDays: whole(7, 365),
    maxPerOrder: whole(1, 20),
  }),
  reminders: v.strictObject({
    payByHours: whole(1, 240),
    overdueEveryDays: whole(1, 30),
    overdueTimes: whole(0, 30),
  }),
  messages: v.strictObject({ charge: template, overdue: template }),
}) satisfies v.GenericSchema<unknown, Policy>;
