import type * as v from 'valibot';
import type { ReadAnswers } from '../../contract/functions.ts';
import type { readOrdersInput } from '../../contract/inputs.ts';
import type { MerchantOrderView } from '../../contract/merchantViews.ts';
import type { Page } from '../../contract/views.ts';
import type { Filter } from '../../domain/conditionalWrite.ts';
import type { Order } from '../../domain/order/order.ts';
import { findOrders } from '../account/findOrders.ts';
import { readMoney } from '../merchant/readMoney.ts';
import { readPolicy } from '../merchant/readPolicy.ts';
import { WAITING } from '../merchant/waiting.ts';
import type { Caller, CoreServices } from '../services.ts';
import { detailsOf, merchantDetailsOf } from './orderDetails.ts';
import { readOrder, readOwnOrder } from './orderSteps.ts';
import { viewOf } from './orderView.ts';

type Input = v.InferOutput<typeof readOrdersInput>;
type View = Input['view'];
type InputOf<V extends View> = Extract<Input, { view: V }>;
type Paged = InputOf<'mine' | 'merchant'>;
type Reader<V extends View> = (
  services: CoreServices,
  caller: Caller,
  input: InputOf<V>,
) => Promise<ReadAnswers[V]>;

const READERS: { readonly [V in View]: Reader<V> } = {
  one: async (services, { buyerId }, { orderId }) =>
    detailsOf(services, await readOwnOrder(services, buyerId, orderId)),
  mine: (services, { buyerId }, input) => readPage(services, { buyerId, ...inStates(input) }, input, viewOf),
  merchantOne: asOperator(async (services, _caller, { orderId }) =>
    merchantDetailsOf(services, await readOrder(services, orderId)),
  ),
  merchant: asOperator((services, _caller, input) =>
    readPage(services, merchantFilter(input), input, merchantViewOf),
  ),
  money: asOperator((services) => readMoney(services)),
  policy: asOperator((services) => readPolicy(services)),
};

/**
 * Buyers read their own orders, operators those of all and what they come to. Pages are newest first.
 * @throws DomainError ORDER_NOT_FOUND, FORBIDDEN, INVALID_INPUT (cursor)
 */
export function readOrders<V extends View>(
  services: CoreServices,
  caller: Caller,
  input: InputOf<V> & { readonly view: V },
): Promise<ReadAnswers[V]> {
  const reader: Reader<V> = READERS[input.view];
  return reader(services, caller, input);
}

/** Nothing is read for somebody who is none. */
function asOperator<V extends View>(read: Reader<V>): Reader<V> {
  return async (services, caller, input) => {
    await services.operator(caller);
    return read(services, caller, input);
  };
}

function merchantFilter(input: InputOf<'merchant'>): Filter {
  const { needsAttention, waitingFor } = input;
  return {
    ...inStates(input),
    ...(needsAttention ? WAITING.attention : {}),
    ...(waitingFor === 'claim' ? WAITING.claims : {}),
    ...(waitingFor === 'review' ? WAITING.reviews : {}),
  };
}

function inStates({ states }: Paged): Filter {
  return states ? { state: { $in: states } } : {};
}

function merchantViewOf(order: Order): MerchantOrderView {
  return { ...viewOf(order), attention: order.attention };
}

async function readPage<Each>(
  services: CoreServices,
  condition: Filter,
  paged: Paged,
  toView: (order: Order) => Each,
): Promise<Page<Each>> {
  const { items, nextCursor } = await findOrders(services, condition, paged);
  return { items: items.map(toView), nextCursor };
}
