import type { OverTheWire } from '../contract/overTheWire.ts';
import type { MerchantOrderDetails, OrderDetails } from '../contract/views.ts';
import type { Order } from '../domain/order/order.ts';
import { buyerSteps, operatorSteps } from '../domain/order/steps.ts';
import { upcoming } from '../domain/order/upcoming.ts';
import { historyOf } from '../usecases/orders/historyView.ts';
import { assessmentOf } from '../usecases/orders/orderDetails.ts';
import { viewOf } from '../usecases/orders/orderView.ts';
import { aPolicy, T0 } from './builders.ts';

const delivery = { recipient: '林小满', phone: '13800000000', address: '福建省泉州市丰泽区东海街 1 号' };

/** An order as `readOrders` gives it to its buyer's phone. */
export function answerOf(order: Order, now: Date = T0): OverTheWire<OrderDetails> {
  const policy = aPolicy();
  const details: OrderDetails = {
    ...viewOf(order),
    delivery,
    upcoming: upcoming(order, policy),
    can: buyerSteps(order, now, policy),
  };
  return JSON.parse(JSON.stringify(details));
}

/** The same as `readOrders` gives it to an operator's phone. */
export function merchantAnswerOf(order: Order, now: Date = T0): OverTheWire<MerchantOrderDetails> {
  const policy = aPolicy();
  const details: MerchantOrderDetails = {
    ...viewOf(order),
    at: now,
    delivery,
    upcoming: upcoming(order, policy),
    can: operatorSteps(order, now, policy),
    attention: order.attention,
    assessment: order.assessment && assessmentOf(order.assessment),
    history: historyOf(order),
  };
  return JSON.parse(JSON.stringify(details));
}
