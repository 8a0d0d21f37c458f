import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { Buyer, type CartItems, MOMENT_MS, type Order } from '../local/buyer.ts';
import type { LocalCloudBase } from '../local/client.ts';
import { OPERATOR, Operator } from '../local/operator.ts';

const TEA_SET: CartItems = [{ productId: 'tea-set', quantity: 1 }];
const THERMOS: CartItems = [{ productId: 'thermos', quantity: 2 }];
const RICE: CartItems = [{ productId: 'rice', quantity: 1 }];
const QUILT: CartItems = [{ productId: 'quilt', quantity: 1 }];
const CHAIR: CartItems = [{ productId: 'massage-chair', quantity: 1 }];

/** Who is photographed, and the numbers of their orders, by what there is to be seen. */
export interface Cast {
  readonly newcomer: string;
  readonly regular: string;
  readonly late: string;
  readonly claimant: string;
  readonly refused: string;
  readonly closed: string;
  /** Whose wallet is empty, and whose order is not late yet. */
  readonly poor: string;
  /** With the service opened, and no order. */
  readonly ready: string;
  readonly operator: string;
  readonly orders: Readonly<Record<OrderName, string>>;
}

export type OrderName =
  | 'accepted'
  | 'shipped'
  | 'received'
  | 'settled'
  | 'refunded'
  | 'overdue'
  | 'collecting'
  | 'claimed'
  | 'agreed'
  | 'sentBack'
  | 'refused'
  | 'asked'
  | 'approved';

/** Leads orders of several people to everything that a page can show; the clock ends twelve days later. */
export class Director {
  readonly #cloud: LocalCloudBase;
  readonly #operator: Operator;
  #requests = 0;

  constructor(cloud: LocalCloudBase) {
    this.#cloud = cloud;
    this.#operator = new Operator(cloud);
  }

  async prepare(): Promise<Cast> {
    const regular = await this.#opened('o-buyer-lin');
    const late = await this.#opened('o-buyer-chen');
    const claimant = await this.#opened('o-buyer-wang');
    const closed = await this.#opened('o-photo-closed');
    const refused = await this.#opened('o-photo-refused');

    const settled = await this.#paid(regular, THERMOS);
    const refunded = await this.#refunded(regular);
    const overdue = await this.#collected(late, QUILT);
    await this.#shipped(closed, RICE);
    await closed.closeAccount();
    const sentBack = await this.#sentBack(claimant);
    await this.#cloud.advance(4 * DAY_MS);

    const received = await this.#received(regular, TEA_SET);
    await this.#cloud.advance(4 * DAY_MS + HOUR_MS);
    const shipped = await this.#shipped(regular, RICE);
    const accepted = await this.#accepted(regular, THERMOS);
    const claimed = await this.#claimed(claimant, TEA_SET);
    const agreed = await this.#claimed(claimant, THERMOS);
    await this.#operator.answer({ step: 'agree', orderId: agreed, note: '请寄回，运费我们承担' });
    const poor = await this.#opened('o-photo-poor');
    const collecting = await this.#collected(poor, TEA_SET);
    return {
      newcomer: 'o-photo-newcomer',
      regular: regular.openid,
      late: late.openid,
      claimant: claimant.openid,
      refused: refused.openid,
      closed: closed.openid,
      poor: poor.openid,
      ready: (await this.#opened('o-photo-ready')).openid,
      operator: OPERATOR,
      orders: {
        accepted,
        shipped,
        received,
        settled,
        refunded,
        overdue,
        collecting,
        claimed,
        agreed,
        sentBack,
        ...(await this.#reviewed(refused)),
      },
    };
  }

  async #opened(openid: string): Promise<Buyer> {
    const buyer = new Buyer(this.#cloud, openid);
    await buyer.openAccount();
    return buyer;
  }

  async #decided(buyer: Buyer, items: CartItems): Promise<Order> {
    this.#requests += 1;
    const { orderId } = await buyer.createOrder(`photo-${this.#requests}`.padEnd(12, '-'), items);
    return (await buyer.assess(orderId)).order;
  }

  async #accepted(buyer: Buyer, items: CartItems): Promise<string> {
    return (await this.#decided(buyer, items)).orderId;
  }

  async #shipped(buyer: Buyer, items: CartItems): Promise<string> {
    const orderId = await this.#accepted(buyer, items);
    await this.#operator.ship(orderId);
    return orderId;
  }

  async #received(buyer: Buyer, items: CartItems): Promise<string> {
    const orderId = await this.#shipped(buyer, items);
    await buyer.confirmReceipt(orderId);
    return orderId;
  }

  async #paid(buyer: Buyer, items: CartItems): Promise<string> {
    const orderId = await this.#received(buyer, items);
    await buyer.payNow(await buyer.read(orderId));
    await this.#cloud.advance(MOMENT_MS);
    return orderId;
  }

  /** The wallet holds nothing. */
  async #collected(buyer: Buyer, items: CartItems): Promise<string> {
    await buyer.setBalance(0);
    return this.#paid(buyer, items);
  }

  async #refunded(buyer: Buyer): Promise<string> {
    const orderId = await this.#paid(buyer, TEA_SET);
    const kind = { kind: 'problem', reason: '有一只杯子破损', amountFen: 2_800 } as const;
    await buyer.claim({ step: 'request', orderId, ...kind });
    await this.#operator.answer({ step: 'agree', orderId, goodsBack: false, note: '已核实，给您退款' });
    await this.#cloud.advance(MINUTE_MS);
    return orderId;
  }

  async #claimed(buyer: Buyer, items: CartItems): Promise<string> {
    const orderId = await this.#received(buyer, items);
    await buyer.claim({ step: 'request', orderId, kind: 'return', reason: '和描述不一样，颜色偏深' });
    return orderId;
  }

  async #sentBack(buyer: Buyer): Promise<string> {
    const orderId = await this.#claimed(buyer, RICE);
    await this.#operator.answer({ step: 'agree', orderId });
    await buyer.claim({ step: 'sendBack', orderId, carrier: '中通快递', trackingNo: 'ZT0987654321' });
    return orderId;
  }

  /** Three orders that may not be paid later: as it is, in review, and with an allowance. */
  async #reviewed(buyer: Buyer): Promise<Pick<Cast['orders'], 'refused' | 'asked' | 'approved'>> {
    const refused = await this.#accepted(buyer, CHAIR);
    const asked = await this.#accepted(buyer, [{ productId: 'tea-set', quantity: 6 }]);
    const approved = await this.#accepted(buyer, [{ productId: 'quilt', quantity: 3 }]);
    await buyer.askReview(asked, '给老人买的，请帮忙看看');
    await buyer.askReview(approved, '一直按时付款');
    await this.#operator.answerReview(approved, true, '老顾客，同意一次');
    return { refused, asked, approved };
  }
}
