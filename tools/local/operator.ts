import type { Functions } from '../../cloudfunctions/shared/contract/functions.ts';
import { data, type Order } from './buyer.ts';
import type { LocalCloudBase } from './client.ts';

export const OPERATOR = 'o-operator-zhao';

/** What the merchant's people tap. */
export class Operator {
  readonly #cloud: LocalCloudBase;

  constructor(
    cloud: LocalCloudBase,
    readonly openid: string = OPERATOR,
  ) {
    this.#cloud = cloud;
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

  /** Answers a return or a dispute. */
  async answer(
    input: Extract<
      Functions['handleReturn']['input'],
      { step: 'agree' | 'refuse' | 'goodsBack' | 'undelivered' }
    >,
  ): Promise<Order> {
    return data(await this.#cloud.call(this.openid, 'handleReturn', input));
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
