/**
 * The merchant's policy: versioned data in the database, never code. Durations carry their unit in the name.
 * The defaults that a merchant starts from are in database/seed/policies.json.
 */
export interface Policy {
  readonly version: number;
  readonly limits: {
    /** What a buyer may owe when the service is opened. */
    readonly openingFen: number;
    readonly maxOrderFen: number;
    readonly maxRunningOrders: number;
    readonly maxOverdueOrders: number;
  };
  readonly assessment: {
    /** An order is approved from this many points on. */
    readonly approveFromPoints: number;
    readonly basePoints: number;
    readonly perOrderSettledInTime: number;
    readonly perOrderSettledLate: number;
    /** How many orders of each kind count at most. */
    readonly countedOrders: number;
    /** For the very first order, and only if it takes more than this share of the limit, in percent. */
    readonly firstOrderLargePoints: number;
    readonly firstOrderLargePercent: number;
  };
  readonly charge: {
    readonly afterReceiptDays: number;
    /** How long the in-app notice stands before the charge. At least 72 hours. */
    readonly noticeHours: number;
    /** A charge that comes this much later than the notice said needs a new notice. */
    readonly noticeVoidAfterHours: number;
    /** From the start of collection to overdue. */
    readonly graceDays: number;
    /** Whether the channel is asked to tell the buyer of the coming charge too, where it can. */
    readonly channelMessage: boolean;
  };
  readonly deadlines: {
    readonly acceptHours: number;
    readonly shipDays: number;
    /** Without evidence of delivery the buyer is asked, this often, and nothing is confirmed. */
    readonly askReceiptDays: number;
    /** With evidence of delivery, receipt is confirmed by itself this much later. */
    readonly autoReceiptDays: number;
  };
}
