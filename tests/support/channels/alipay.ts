import type { LocalCloudBase } from '../../../tools/local/client.ts';
import { alipayWay } from '../../../tools/local/ways/alipay.ts';
import { type AlipayBehaviour, CREATE_TROUBLES, GOOD, TROUBLES } from './alipayTroubles.ts';
import type { Call, Can, ChannelInTest, GivenBack, StandIn, Standing, Told } from './standIn.ts';
import { variablesOf } from './variables.ts';

/** An order as the stand-in for Alipay keeps it. */
export interface CreditOrder {
  readonly outOrderNo: string;
  readonly credit_biz_order_id: string;
  readonly order_status: 'INIT' | 'TRADE_FINISHED' | 'TRADE_CLOSED';
  readonly openId: string;
  readonly capFen: number;
  /** Said by the merchant who ended it without a debit: whether the buyer has done his part all the same. */
  readonly fulfilled?: boolean;
  /** Its one debit. */
  readonly trade?: {
    readonly tradeNo: string;
    readonly totalFen: number;
    readonly status: string;
    readonly paidAtMs: number | null;
    readonly paidBy: 'user' | 'zhima' | null;
    readonly owedFen: number;
  };
  readonly wallet: { readonly balanceFen: number };
}

interface Delivery {
  readonly url: string;
  readonly event: { readonly parameters: Readonly<Record<string, string>> };
  readonly attempts: readonly { readonly outcome: string }[];
}

interface AlipayState {
  readonly orders: readonly CreditOrder[];
  readonly agreements: readonly (readonly [string, { readonly openId: string; readonly status: string }])[];
  readonly refunds: readonly (readonly [
    string,
    {
      readonly outRequestNo: string;
      readonly creditBizOrderId: string;
      readonly amountFen: number;
      readonly status: 'processing' | 'done' | 'failed';
    },
  ])[];
  readonly deliveries: readonly (readonly [string, Delivery])[];
  readonly log: readonly { readonly action: string; readonly verdict: string }[];
}

const CAN: Can = {
  confirmingAgrees: true,
  lowersAmount: false,
  collectsAgain: false,
  notesPaidElsewhere: false,
  endsAuthorisation: false,
  buyersInWechat: false,
  leavesWhileRunning: false,
  tellsFailedRefunds: false,
  tellsConfirmations: false,
};

const AGREEMENT = 'zhima.credit.payafteruse.creditagreement.query';
const ORDER = 'zhima.credit.payafteruse.creditbizorder.order';
const FINISH = 'zhima.credit.payafteruse.creditbizorder.finish';
/** How an order stands, and its debit. */
const QUERIES = ['zhima.credit.payafteruse.creditbizorder.query', 'alipay.trade.query'];

const CALLS: Readonly<Record<Call, readonly string[]>> = {
  create: [ORDER, AGREEMENT],
  complete: ['alipay.trade.pay', ...QUERIES],
  cancel: [FINISH, ...QUERIES],
  refund: ['alipay.trade.refund'],
};

/** What the stand-in for Alipay knows, and what users do inside Alipay. */
export class AlipayStandIn implements StandIn {
  readonly #cloud: LocalCloudBase;

  constructor(cloud: LocalCloudBase) {
    this.#cloud = cloud;
  }

  async state(): Promise<AlipayState> {
    const response = await fetch(`${this.#cloud.origin}/_emulator/alipay/state`);
    return (await response.json()) as AlipayState;
  }

  async order(orderId: string): Promise<CreditOrder | undefined> {
    return (await this.state()).orders.find((order) => order.outOrderNo === orderId);
  }

  async standings(): Promise<ReadonlyMap<string, Standing>> {
    const { orders } = await this.state();
    return new Map(orders.map((order) => [order.outOrderNo, standingOf(order)]));
  }

  async standing(orderId: string): Promise<Standing | undefined> {
    return (await this.standings()).get(orderId);
  }

  async givenBack(): Promise<readonly GivenBack[]> {
    const { orders, refunds } = await this.state();
    const numbers = new Map(orders.map((order) => [order.credit_biz_order_id, order.outOrderNo]));
    return refunds.map(([, { creditBizOrderId, outRequestNo, amountFen, status }]) => ({
      orderId: numbers.get(creditBizOrderId) ?? '',
      refundNo: outRequestNo,
      amountFen,
      stage: status === 'done' ? 'refunded' : status,
    }));
  }

  async asked(call: Call): Promise<number> {
    return (await this.state()).log.filter(({ action }) => action === CALLS[call][0]).length;
  }

  async balanceFen(openid: string): Promise<number> {
    const wallet = await this.#act('wallet', { openId: openid });
    return (wallet as { readonly balanceFen: number }).balanceFen;
  }

  async isAuthorised(openid: string): Promise<boolean> {
    const { agreements } = await this.state();
    return agreements.some(([, { openId, status }]) => openId === openid && status === 'VALID');
  }

  async news(orderId: string) {
    const { deliveries } = await this.state();
    return deliveries
      .map(([, delivery]) => delivery)
      .filter((delivery) => isAbout(delivery, orderId))
      .map(({ attempts }) => attempts.map(({ outcome }) => (outcome === 'success' ? 'accepted' : 'refused')));
  }

  secrets(): Promise<string[]> {
    return variablesOf(this.#cloud, 'alipay', ['ALIPAY_APP_KEY']);
  }

  /** No 代偿: who has no money stays in debt to the merchant. */
  prepare(): Promise<void> {
    return this.behave({ advance: 'off' });
  }

  async behave(behaviour: AlipayBehaviour): Promise<void> {
    await this.#act('behaviour', behaviour);
  }

  tell(how: Told): Promise<void> {
    return this.behave({ callbacks: how });
  }

  recover(): Promise<void> {
    return this.behave(GOOD);
  }

  declineNext(): Promise<void> {
    return this.behave({ declineNextOrder: 'ZHIMA_EVALUATE_NO_PASS' });
  }

  failRefunds(): Promise<void> {
    return this.behave({ refunds: 'fail' });
  }

  /** There is always room. */
  async makeRoom(): Promise<void> {}

  async payByHand(outOrderNo: string): Promise<void> {
    await this.#act('pay', { outOrderNo });
  }

  async leave(openid: string): Promise<void> {
    await this.#act('close', { openId: openid });
  }

  /** 芝麻分, and whether Zhima's risk control refuses him whatever it is. */
  async rate(openid: string, rating: { readonly score?: number; readonly blocked?: boolean }): Promise<void> {
    await this.#act('user', { openId: openid, ...rating });
  }

  #act(name: string, what: object): Promise<unknown> {
    return this.#cloud.post(`/_emulator/alipay/${name}`, what);
  }
}

/** A message names the order; what is told of its debit goes to an address that does. */
function isAbout({ url, event }: Delivery, orderId: string): boolean {
  const { biz_content: content = '{}' } = event.parameters;
  const { out_order_no } = JSON.parse(content) as { readonly out_order_no?: string };
  return out_order_no === orderId || url.endsWith(`/${orderId}`);
}

function standingOf(order: CreditOrder): Standing {
  const { capFen, trade, wallet } = order;
  const isPaid = trade !== undefined && trade.paidAtMs !== null;
  return {
    stage: isPaid ? 'paid' : stageUnpaid(order),
    mostFen: capFen,
    askedFen: trade?.totalFen ?? null,
    paidFen: isPaid ? trade.totalFen : 0,
    payments: isPaid ? [trade.tradeNo] : [],
    balanceFen: wallet.balanceFen,
  };
}

function stageUnpaid({ order_status, fulfilled, trade }: CreditOrder): Standing['stage'] {
  if (order_status !== 'INIT') return fulfilled ? 'paid' : 'ended';
  return trade ? 'collecting' : 'running';
}

export const ALIPAY: ChannelInTest<AlipayStandIn> = {
  way: alipayWay,
  can: CAN,
  calls: CALLS,
  listener: 'alipay',
  troubles: TROUBLES,
  createTroubles: CREATE_TROUBLES,
  tooOften: 'isv.app-call-limited',
  holdsOn: {
    name: 'no finishing while collecting',
    fault: { action: FINISH, effect: 'errorBefore', code: 'ORDER_STATUS_INVALID' },
  },
  whereToEnd: /支付宝.*芝麻/,
  confirmEach: { ALIPAY_AGREEMENT: 'each' },
  orderPage: () => null,
  standIn: (cloud) => new AlipayStandIn(cloud),
};
