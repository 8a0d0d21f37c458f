import type { FunctionName, Functions } from '../../cloudfunctions/shared/contract/functions.ts';
import { data, type Order } from './buyer.ts';
import type { Answer, LocalCloudBase } from './client.ts';
import { wechatpayWay } from './ways/wechatpay.ts';

export const OPERATOR = 'o-operator-zhao';

type Answered<Input> = Input extends { step: 'agree' | 'refuse' | 'goodsBack' | 'undelivered' }
  ? Omit<Input, 'requestedAt'>
  : never;
type ClaimAnswer = Answered<Functions['handleReturn']['input']>;

/** What the merchant's people tap. */
export class Operator {
  readonly #cloud: LocalCloudBase;

  constructor(
    cloud: LocalCloudBase,
    readonly openid: string = OPERATOR,
  ) {
    this.#cloud = cloud;
  }

  /** Whatever is asked of a function, and whatever it answers. The merchant's people come through WeChat. */
  ask(name: FunctionName, input: unknown): Promise<Answer<FunctionName>> {
    return wechatpayWay.visitor(this.#cloud, this.openid).ask(name, input);
  }

  async ship(orderId: string): Promise<Order> {
    const shipment = { step: 'ship', orderId, carrier: '顺丰速运', trackingNo: 'SF1234567890' } as const;
    return data(await this.#cloud.call(this.openid, 'confirmShip', shipment));
  }

  /** Lowers what is to be paid, from what the order shows to `amountFen`. */
  async lower(
    { orderId, payableFen }: Pick<Order, 'orderId' | 'payableFen'>,
    amountFen: number,
    reason = '商品有轻微瑕疵',
  ): Promise<Order> {
    const input = { step: 'lower', orderId, shownAmountFen: payableFen, amountFen, reason } as const;
    return data(await this.#cloud.call(this.openid, 'settle', input)).order;
  }

  /** Answers the return or dispute that the order shows. */
  async answer(input: ClaimAnswer): Promise<Order> {
    const order = await this.read(input.orderId);
    const seen = input.step === 'undelivered' ? {} : { requestedAt: order.claim?.requestedAt ?? '' };
    const answer = { ...input, ...seen } as Functions['handleReturn']['input'];
    return data(await this.#cloud.call(this.openid, 'handleReturn', answer));
  }

  async read(orderId: string): Promise<Order> {
    return data(await this.#cloud.call(this.openid, 'readOrders', { view: 'merchantOne', orderId }));
  }

  /** Answers a buyer who asked that a person looks at a refusal. */
  async answerReview(orderId: string, approve: boolean, note: string): Promise<Order> {
    const input = { step: 'answerReview', orderId, approve, note } as const;
    return data(await this.#cloud.call(this.openid, 'assessCredit', input)).order;
  }

  /** Has the channel try at once to collect. */
  async collectAgain(orderId: string): Promise<Order> {
    return data(await this.#cloud.call(this.openid, 'settle', { step: 'collectAgain', orderId })).order;
  }

  /** Clears what needed attention, having looked at it. */
  async lookedAt(orderId: string): Promise<Order> {
    return data(await this.#cloud.call(this.openid, 'settle', { step: 'lookedAt', orderId })).order;
  }

  /** The buyer has paid another way. */
  async paidElsewhere(orderId: string, paidAt: Date): Promise<Order> {
    const input = { step: 'paidElsewhere', orderId, paidAt: paidAt.toISOString() } as const;
    return data(await this.#cloud.call(this.openid, 'settle', input)).order;
  }
}
