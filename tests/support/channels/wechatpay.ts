import { expect } from 'vitest';
import type { LocalCloudBase } from '../../../tools/local/client.ts';
import { wechatpayWay } from '../../../tools/local/ways/wechatpay.ts';
import type { Call, Can, ChannelInTest, GivenBack, StandIn, Standing, Told } from './standIn.ts';
import { variablesOf } from './variables.ts';
import { CREATE_TROUBLES, GOOD, TROUBLES, type WechatpayBehaviour } from './wechatpayTroubles.ts';

/** An order as the stand-in for WeChat Pay keeps it. */
export interface ChannelOrder {
  readonly out_order_no: string;
  readonly order_id: string;
  readonly state: 'CREATED' | 'DOING' | 'DONE' | 'REVOKED' | 'EXPIRED';
  readonly state_description?: string;
  readonly total_amount?: number;
  readonly risk_fund: { readonly amount: number };
  readonly collection?: {
    readonly state: string;
    readonly total_amount: number;
    readonly paid_amount: number;
    readonly details: readonly { readonly amount: number; readonly transaction_id?: string }[];
  };
  readonly confirmPackage: { readonly value: string; readonly used: boolean } | null;
  readonly wallet: { readonly balanceFen: number } | null;
}

export interface ChannelRefund {
  readonly outRefundNo: string;
  readonly outOrderNo: string;
  readonly refundFen: number;
  readonly status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
}

export interface ChannelState {
  readonly orders: readonly ChannelOrder[];
  readonly refunds: readonly (readonly [string, ChannelRefund])[];
  readonly authorisations: readonly (readonly [
    string,
    { readonly openid: string; readonly state: string },
  ])[];
  readonly deliveries: readonly (readonly [
    string,
    {
      readonly status: string;
      readonly event: { readonly type: string; readonly resource: Readonly<Record<string, unknown>> };
      readonly attempts: readonly {
        readonly sentAs: NonNullable<WechatpayBehaviour['callbacks']>;
        readonly serial: string;
        readonly outcome: number | string;
        readonly probe?: number | string;
        readonly twin?: number | string;
      }[];
    },
  ])[];
  readonly log: readonly { readonly action: string; readonly target: string; readonly verdict: string }[];
}

const CAN: Can = {
  confirmingAgrees: false,
  lowersAmount: true,
  collectsAgain: false,
  notesPaidElsewhere: true,
  endsAuthorisation: true,
  buyersInWechat: true,
  leavesWhileRunning: true,
  tellsFailedRefunds: true,
  tellsConfirmations: true,
};

const CALLS: Readonly<Record<Call, readonly string[]>> = {
  create: ['create'],
  complete: ['complete'],
  cancel: ['cancel'],
  refund: ['refund'],
};

/** What the stand-in for WeChat Pay knows, and what users do inside WeChat. */
export class WechatpayStandIn implements StandIn {
  readonly #cloud: LocalCloudBase;

  constructor(cloud: LocalCloudBase) {
    this.#cloud = cloud;
  }

  async state(): Promise<ChannelState> {
    const response = await fetch(`${this.#cloud.origin}/_emulator/wechatpay/state`);
    return (await response.json()) as ChannelState;
  }

  async order(orderId: string): Promise<ChannelOrder | undefined> {
    return (await this.state()).orders.find((order) => order.out_order_no === orderId);
  }

  /** How often the channel was asked to do this to the order, whatever it answered. */
  async requests(
    orderId: string,
    action: 'complete' | 'cancel' | 'modify' | 'pay' | 'sync',
  ): Promise<number> {
    const { log } = await this.state();
    return log.filter((request) => request.action === action && request.target.includes(orderId)).length;
  }

  /** What the channel has given or is giving back of an order. */
  async refunds(orderId: string): Promise<ChannelRefund[]> {
    const { refunds } = await this.state();
    return refunds.map(([, refund]) => refund).filter((refund) => refund.outOrderNo === orderId);
  }

  async standings(): Promise<ReadonlyMap<string, Standing>> {
    const { orders } = await this.state();
    return new Map(orders.map((order) => [order.out_order_no, standingOf(order)]));
  }

  async standing(orderId: string): Promise<Standing | undefined> {
    return (await this.standings()).get(orderId);
  }

  async givenBack(): Promise<readonly GivenBack[]> {
    const { refunds } = await this.state();
    return refunds.map(([, { outOrderNo, outRefundNo, refundFen, status }]) => ({
      orderId: outOrderNo,
      refundNo: outRefundNo,
      amountFen: refundFen,
      stage: REFUND_STAGES[status],
    }));
  }

  async asked(call: Call): Promise<number> {
    return (await this.state()).log.filter(({ action }) => action === CALLS[call][0]).length;
  }

  async balanceFen(openid: string): Promise<number> {
    const wallet = await this.#act('wallet', { openid });
    return (wallet as { readonly balanceFen: number }).balanceFen;
  }

  async isAuthorised(openid: string): Promise<boolean> {
    const { authorisations } = await this.state();
    return authorisations.some(([, one]) => one.openid === openid && one.state === 'AVAILABLE');
  }

  async news(orderId: string) {
    const { deliveries } = await this.state();
    return deliveries
      .map(([, delivery]) => delivery)
      .filter(({ event }) => event.resource['out_order_no'] === orderId)
      .map(({ attempts }) => attempts.map(({ outcome }) => (outcome === 204 ? 'accepted' : 'refused')));
  }

  secrets(): Promise<string[]> {
    return variablesOf(this.#cloud, 'wechatpay', [
      'WECHATPAY_MERCHANT_KEY',
      'WECHATPAY_APIV3_KEY',
      'WECHATPAY_APIV2_KEY',
    ]);
  }

  async prepare(): Promise<void> {}

  async behave(behaviour: WechatpayBehaviour): Promise<void> {
    await this.#act('behaviour', behaviour);
  }

  tell(how: Told): Promise<void> {
    return this.behave({ callbacks: how });
  }

  recover(): Promise<void> {
    return this.behave(GOOD);
  }

  /** 综合评估未通过. */
  declineNext(): Promise<void> {
    return this.behave({ declineNextCreate: '271300099' });
  }

  failRefunds(): Promise<void> {
    return this.behave({ refunds: 'closed' });
  }

  makeRoom(): Promise<void> {
    return this.behave({ maxRunningOrders: 1_000 });
  }

  async payByHand(outOrderNo: string): Promise<void> {
    await this.#act('pay', { outOrderNo });
  }

  async leave(openid: string): Promise<void> {
    await this.#act('close', { openid });
  }

  #act(name: string, what: object): Promise<unknown> {
    return this.#cloud.post(`/_emulator/wechatpay/${name}`, what);
  }
}

function standingOf(order: ChannelOrder): Standing {
  const { collection, wallet } = order;
  return {
    stage: stageOf(order),
    mostFen: order.risk_fund.amount,
    askedFen: collection?.total_amount ?? null,
    paidFen: collection?.paid_amount ?? 0,
    payments: collection?.details.map(({ transaction_id }) => transaction_id ?? null) ?? [],
    balanceFen: wallet?.balanceFen ?? null,
  };
}

function stageOf({ state, collection }: ChannelOrder): Standing['stage'] {
  switch (state) {
    case 'CREATED':
      return 'awaitingBuyer';
    case 'DOING':
      return collection ? 'collecting' : 'running';
    case 'DONE':
      return 'paid';
    case 'REVOKED':
    case 'EXPIRED':
      return 'ended';
  }
}

const REFUND_STAGES = {
  PROCESSING: 'processing',
  SUCCESS: 'refunded',
  CLOSED: 'failed',
  ABNORMAL: 'stuck',
} as const;

export const WECHATPAY: ChannelInTest<WechatpayStandIn> = {
  way: wechatpayWay,
  can: CAN,
  calls: CALLS,
  listener: 'wechatpayCallback',
  troubles: TROUBLES,
  createTroubles: CREATE_TROUBLES,
  tooOften: 'FREQUENCY_LIMITED',
  holdsOn: { name: 'no cancelling while collecting', behaviour: { cancelInUserPaying: 'refuse' } },
  whereToEnd: /微信.*支付分/,
  /** The stand-in's service of 需确认. */
  confirmEach: { WECHATPAY_MODE: 'confirmEach', WECHATPAY_SERVICE_ID: '00004000000000000000000000000002' },
  orderPage: (orderId) => ({
    businessType: 'wxpayScoreDetail',
    extraData: expect.objectContaining({ out_order_no: orderId, sign_type: 'HMAC-SHA256' }),
  }),
  standIn: (cloud) => new WechatpayStandIn(cloud),
};
