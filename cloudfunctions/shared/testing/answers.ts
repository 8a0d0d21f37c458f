import type { MerchantOrderDetails } from '../contract/merchantViews.ts';
import type { OverTheWire } from '../contract/overTheWire.ts';
import type { OrderDetails } from '../contract/views.ts';
import type { Order } from '../domain/order/order.ts';
import { buyerDetails, merchantDetails } from '../usecases/orders/orderDetails.ts';
import { aPolicy, T0 } from './builders.ts';

const delivery = { recipient: '林小满', phone: '13800000000', address: '福建省泉州市丰泽区东海街 1 号' };

/** An order as `readOrders` gives it to its buyer's phone. */
export function answerOf(order: Order, at: Date = T0): OverTheWire<OrderDetails> {
  return overTheWire(buyerDetails(order, { delivery, policy: aPolicy(), at }));
}

/** The same as `readOrders` gives it to an operator's phone. */
export function merchantAnswerOf(order: Order, at: Date = T0): OverTheWire<MerchantOrderDetails> {
  return overTheWire(merchantDetails(order, { delivery, policy: aPolicy(), at }));
}

function overTheWire<T>(answer: T): OverTheWire<T> {
  return JSON.parse(JSON.stringify(answer));
}
