import type { ChannelCapabilities } from '../../../cloudfunctions/shared/channels/channel.ts';
import type { LocalCloudBase } from '../../../tools/local/client.ts';
import type { Way } from '../../../tools/local/ways/way.ts';

/** An order as a stand-in keeps it, in words that fit every channel. */
export interface Standing {
  /** `ended`: without money. What was paid stays so, whatever goes back. */
  readonly stage: 'awaitingBuyer' | 'running' | 'collecting' | 'paid' | 'ended';
  /** The most that the channel may ever take for it. */
  readonly mostFen: number;
  /** What is collected, or was; null before that. */
  readonly askedFen: number | null;
  /** What was taken from the buyer, whatever went back since. */
  readonly paidFen: number;
  /** The channel's number of each time that it took money; null for what came another way. */
  readonly payments: readonly (string | null)[];
  /** What its buyer has in his wallet. */
  readonly balanceFen: number | null;
}

/** Money on its way back, or back. */
export interface GivenBack {
  readonly orderId: string;
  readonly refundNo: string;
  readonly amountFen: number;
  readonly stage: 'processing' | 'refunded' | 'failed' | 'stuck';
}

/** What a channel can do, as its vendor says: what the tests of all channels expect follows from this. */
export type Can = Pick<
  ChannelCapabilities,
  | 'confirmingAgrees'
  | 'lowersAmount'
  | 'collectsAgain'
  | 'notesPaidElsewhere'
  | 'endsAuthorisation'
  | 'buyersInWechat'
> & {
  /** Lets its users end their agreement while orders run under it. */
  readonly leavesWhileRunning: boolean;
  /** Says of a refund that it has failed. */
  readonly tellsFailedRefunds: boolean;
  /** Sends news when the buyer has confirmed an order; else it must be asked. */
  readonly tellsConfirmations: boolean;
};

/** Calls that more than one channel has. */
export type Call = 'create' | 'complete' | 'cancel' | 'refund';

/** How what a channel tells us may go wrong, in words that all stand-ins know. */
export type Told = 'normal' | 'lost' | 'duplicate' | 'tampered';

/** One thing that goes wrong at a channel, and how it is made to. */
export interface Trouble {
  readonly name: string;
  /** What the stand-in is told to do from now on. */
  readonly behaviour?: object;
  /** What happens to the calls that reach it. */
  readonly fault?: {
    /** Of one of its calls only. */
    readonly action?: string;
    readonly effect: string;
    readonly code?: string;
    readonly ms?: number;
    readonly times?: number;
  };
}

/** What the tests of all channels see of a stand-in, tell it, and do as its users. */
export interface StandIn {
  /** By our numbers. */
  standings(): Promise<ReadonlyMap<string, Standing>>;
  standing(orderId: string): Promise<Standing | undefined>;
  givenBack(): Promise<readonly GivenBack[]>;
  /** How often it was asked for this, whatever it answered. */
  asked(call: Call): Promise<number>;
  balanceFen(openid: string): Promise<number>;
  /** Whether the user agrees to be charged by this merchant. */
  isAuthorised(openid: string): Promise<boolean>;
  /** What became of each piece of news of an order, at each attempt to deliver it. */
  news(orderId: string): Promise<readonly (readonly ('accepted' | 'refused')[])[]>;

  /** What the merchant must keep to himself: his keys, as the functions are given them. */
  secrets(): Promise<string[]>;
  /** Leaves away what no other channel does; that has tests of its own. */
  prepare(): Promise<void>;
  behave(behaviour: object): Promise<void>;
  tell(how: Told): Promise<void>;
  /** Ends all that goes wrong. */
  recover(): Promise<void>;
  /** Its own look at the buyer will let him down once. */
  declineNext(): Promise<void>;
  /** Refunds that it takes on come to nothing. */
  failRefunds(): Promise<void>;
  /** Lets a buyer have any number of orders at once. */
  makeRoom(): Promise<void>;

  /** The buyer pays on the channel's page of the order. */
  payByHand(orderId: string): Promise<void>;
  /** The buyer ends his agreement, in the channel's own settings. */
  leave(openid: string): Promise<void>;
}

/** One channel, as the tests of all channels need it. */
export interface ChannelInTest<C extends StandIn = StandIn> {
  readonly way: Way;
  readonly can: Can;
  /** What each call asks of the channel, itself and beside it, by the names that faults have for it. */
  readonly calls: Readonly<Record<Call, readonly string[]>>;
  /** The deployed function that the channel tells its news. */
  readonly listener: string;
  /** What goes wrong with any step, and what only where an order is created. */
  readonly troubles: readonly Trouble[];
  readonly createTroubles: readonly Trouble[];
  /** How it holds off whoever calls too often. */
  readonly tooOften: string;
  /** It does not let go of an order that it collects. */
  readonly holdsOn: Trouble;
  /** Where its users end their agreement, as it is told them. */
  readonly whereToEnd: RegExp;
  /** Has each order confirmed by its buyer, at the channel. */
  readonly confirmEach: Readonly<Record<string, string>>;
  /** Its page of an order that it collects, where that can be paid by hand; null if it has none. */
  orderPage(orderId: string): object | null;
  standIn(cloud: LocalCloudBase): C;
}
