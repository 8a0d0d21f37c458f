import type { AssessmentView, MerchantOrderDetails } from '../../contract/merchantViews.ts';
import type { DeliveryView, OrderDetails } from '../../contract/views.ts';
import { FACTORS, REASONS, type ReasonCode } from '../../domain/assessment/reasons.ts';
import { goodsLeft } from '../../domain/order/claims.ts';
import type { AssessmentRecord, Order } from '../../domain/order/order.ts';
import { buyerSteps, operatorSteps } from '../../domain/order/steps.ts';
import { upcoming } from '../../domain/order/upcoming.ts';
import type { Policy } from '../../domain/policy.ts';
import type { CoreServices } from '../services.ts';
import { historyOf } from './historyView.ts';
import { viewOf } from './orderView.ts';

/** What is read beside an order to show it, and when. */
interface Beside {
  readonly delivery: DeliveryView | null;
  readonly policy: Policy;
  readonly at: Date;
}

/** One order as its buyer reads it. */
export async function detailsOf(services: CoreServices, order: Order): Promise<OrderDetails> {
  return buyerDetails(order, await readBeside(services, order));
}

/** The same as an operator reads it. */
export async function merchantDetailsOf(services: CoreServices, order: Order): Promise<MerchantOrderDetails> {
  return merchantDetails(order, await readBeside(services, order));
}

/** With its delivery, what comes next, and what the buyer can do. */
export function buyerDetails(order: Order, { delivery, policy, at }: Beside): OrderDetails {
  return {
    ...viewOf(order),
    delivery,
    upcoming: upcoming(order, policy),
    goodsLeft: goodsLeft(order),
    can: buyerSteps(order, at, policy),
  };
}

/** With its full history, and why it was approved or refused. */
export function merchantDetails(order: Order, { delivery, policy, at }: Beside): MerchantOrderDetails {
  return {
    ...viewOf(order),
    at,
    delivery,
    upcoming: upcoming(order, policy),
    can: operatorSteps(order, at, policy),
    attention: order.attention,
    assessment: order.assessment && assessmentOf(order.assessment),
    history: historyOf(order),
  };
}

async function readBeside(services: CoreServices, order: Order): Promise<Beside> {
  const [delivery, { policy }] = await Promise.all([readDelivery(services, order), services.rules()]);
  return { delivery, policy, at: services.now() };
}

async function readDelivery({ store }: CoreServices, { deliveryId }: Order): Promise<DeliveryView | null> {
  // Its buyer has had it removed.
  if (deliveryId === '') return null;
  const stored = await store.get<DeliveryView>('deliveries', deliveryId);
  if (!stored) return null;
  const { recipient, phone, address } = stored;
  return { recipient, phone, address };
}

/** A decision as it explains itself to the merchant's people. */
function assessmentOf(record: AssessmentRecord): AssessmentView {
  const { decision, points, policyVersion, factors, reasons, waived } = record;
  const inWords = (code: ReasonCode) => ({ code, message: REASONS[code] });
  return {
    decision,
    points,
    policyVersion,
    factors: factors.map((factor) => ({ ...factor, message: FACTORS[factor.code] })),
    reasons: reasons.map(inWords),
    waived: waived.map(inWords),
  };
}
