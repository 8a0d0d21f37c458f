import type { OrderAnswer } from './answers';
import { type Buttons, orderButtons } from './orderButtons';
import { type GoodsView, goodsView } from './orderCard';
import { type ClaimProgress, claimProgress } from './orderClaim';
import { type OrderHead, orderHead } from './orderHead';
import { type OrderMoney, orderMoney } from './orderMoney';
import { deliveryBlock, evidenceBlock, shipmentBlock } from './orderRecords';
import { happenedTo, type Past } from './orderTimeline';
import type { Block } from './row';
import { comingUp } from './upcoming';

/** All that an order's page shows. */
export interface OrderPage {
  readonly head: OrderHead;
  readonly claim: ClaimProgress | null;
  readonly money: OrderMoney;
  readonly goods: readonly GoodsView[];
  readonly past: readonly Past[];
  readonly coming: readonly string[];
  readonly shipment: Block;
  readonly delivery: Block;
  readonly evidence: Block;
  readonly buttons: Buttons;
}

export function orderPage(order: OrderAnswer, now: Date): OrderPage {
  return {
    head: orderHead(order, now),
    claim: claimProgress(order, now),
    money: orderMoney(order),
    goods: order.lines.map(goodsView),
    past: happenedTo(order),
    coming: comingUp(order, now),
    shipment: shipmentBlock(order),
    delivery: deliveryBlock(order),
    evidence: evidenceBlock(order),
    buttons: orderButtons(order),
  };
}
