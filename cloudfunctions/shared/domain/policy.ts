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
    /** What a limit grows by with each order that was settled in time, up to the ceiling. */
    readonly growPerOrderInTimeFen: number;
    readonly ceilingFen: number;
    /** What a limit shrinks by with each order that becomes overdue, down to the floor. */
    readonly shrinkPerOverduePercent: number;
    readonly floorFen: number;
  };
  readonly assessment: {
    /** An order is approved from this many points on. */
    readonly approveFromPoints: number;
    readonly basePoints: number;
    readonly perOrderSettledInTime: number;
    readonly perOrderSettledLate: number;
    readonly perOrderReturned: number;
    /** How many orders of each kind count at most. */
    readonly countedOrders: number;
    /** For the very first order, and only if it takes more than this share of the limit, in percent. */
    readonly firstOrderLargePoints: number;
    readonly firstOrderLargePercent: number;
    /** For an address that none of the buyer's earlier orders went to. */
    readonly newAddressPoints: number;
  };
  /** How many of a buyer's orders may be accepted within so many hours. */
  readonly velocity: {
    readonly windowHours: number;
    readonly maxOrders: number;
  };
  /** From here on the buyer must repeat amount and count before the order is decided on. */
  readonly secondConfirmation: {
    readonly fromAmountFen: number;
    readonly fromQuantity: number;
    /** Counted with this one, within the window of `velocity`. */
    readonly fromOrders: number;
  };
  /** To launch with a few buyers first: these, and so many percent of all. */
  readonly rollout: {
    readonly percent: number;
    /** As `npm run policy -- buyer <openid>` prints them. */
    readonly allowBuyers: readonly string[];
  };
  readonly protection: {
    /** The minors' lock (未成年人保护) opens this much after it was asked to. */
    readonly unlockAfterHours: number;
    /** How long an approved review may be used for one order. */
    readonly allowanceDays: number;
  };
  readonly charge: {
    readonly afterReceiptDays: number;
    /** How long the in-app notice stands before the charge. At least 72 hours. */
    readonly noticeHours: number;
    /** The same where WeChat has taken a message to the buyer's phone. At least 24 hours. */
    readonly pushedNoticeHours: number;
    /** A charge that comes this much later than the notice said needs a new notice. */
    readonly noticeVoidAfterHours: number;
    /** From the start of collection to overdue. */
    readonly graceDays: number;
    /** Where the buyer pays by a tap instead: until so many days after the day of the charge. */
    readonly payByDays: number;
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
  readonly returns: {
    /** No answer of the merchant within this time means agreed. */
    readonly answerDays: number;
    /** Goods that were not sent back within this time: the return lapses. */
    readonly sendBackDays: number;
    /** Goods that are on their way back count as arrived after this time. */
    readonly arriveDays: number;
    /** After the payment a return can be asked for until so many days after receipt. */
    readonly afterReceiptDays: number;
    readonly maxPerOrder: number;
  };
  readonly reminders: {
    /** Before the day until which the buyer pays by a tap. */
    readonly payByHours: number;
    /** While an order is overdue: this often, and so many times. Then the merchant is told. */
    readonly overdueEveryDays: number;
    readonly overdueTimes: number;
  };
  /** Subscribe messages beside what stands in the app; null where the merchant has no template. */
  readonly messages: {
    readonly charge: MessageTemplate | null;
    readonly overdue: MessageTemplate | null;
  };
}

/** A template of WeChat's subscribe messages, and the names of its fields, which differ from one to the next. */
export interface MessageTemplate {
  readonly templateId: string;
  readonly fields: {
    readonly amount: string;
    readonly time: string;
    readonly note: string;
  };
}
