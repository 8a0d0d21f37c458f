import * as v from 'valibot';
import type { Policy } from '../domain/policy.ts';

const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const fen = whole(0, 10_000_000);
const points = whole(-1_000, 1_000);

/** What a policy document must look like; one that does not is refused, and the last valid one kept. */
export const policySchema = v.object({
  version: whole(1, 1_000_000),
  limits: v.strictObject({
    openingFen: fen,
    maxOrderFen: fen,
    maxRunningOrders: whole(0, 100),
    maxOverdueOrders: whole(1, 100),
  }),
  assessment: v.strictObject({
    approveFromPoints: points,
    basePoints: points,
    perOrderSettledInTime: points,
    perOrderSettledLate: points,
    countedOrders: whole(0, 1_000),
    firstOrderLargePoints: points,
    firstOrderLargePercent: whole(0, 100),
  }),
  charge: v.strictObject({
    afterReceiptDays: whole(1, 60),
    // What only stands in the app must stand longer than what was pushed: never less than three days.
    noticeHours: whole(72, 720),
    noticeVoidAfterHours: whole(1, 72),
    graceDays: whole(0, 30),
    channelMessage: v.boolean(),
  }),
  deadlines: v.strictObject({
    acceptHours: whole(1, 720),
    shipDays: whole(1, 60),
    askReceiptDays: whole(1, 60),
    autoReceiptDays: whole(1, 60),
  }),
}) satisfies v.GenericSchema<unknown, Policy>;
