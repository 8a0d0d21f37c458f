import type * as v from 'valibot';
import type { Result } from '../shared/contract/result.ts';
import { accountEndpoint } from '../shared/endpoints/account.ts';
import { assessCreditEndpoint } from '../shared/endpoints/assessCredit.ts';
import { cancelOrderEndpoint } from '../shared/endpoints/cancelOrder.ts';
import { confirmReceiptEndpoint } from '../shared/endpoints/confirmReceipt.ts';
import { createOrderEndpoint } from '../shared/endpoints/createOrder.ts';
import { handleReturnEndpoint } from '../shared/endpoints/handleReturn.ts';
import { listProductsEndpoint } from '../shared/endpoints/listProducts.ts';
import { readOrdersEndpoint } from '../shared/endpoints/readOrders.ts';
import { settleEndpoint } from '../shared/endpoints/settle.ts';
import { ask, type Endpoint } from '../shared/platform/endpoint.ts';
import type { Caller } from '../shared/usecases/services.ts';

type Asked = (event: unknown, whoCalls: () => Promise<Caller>) => Promise<Result<unknown>>;

/** What buyers may ask for, by the names that the functions have for WeChat. Shipping is the merchant's. */
export const ENDPOINTS: ReadonlyMap<string, Asked> = new Map<string, Asked>([
  ['listProducts', asking(listProductsEndpoint)],
  ['account', asking(accountEndpoint)],
  ['createOrder', asking(createOrderEndpoint)],
  ['assessCredit', asking(assessCreditEndpoint)],
  ['confirmReceipt', asking(confirmReceiptEndpoint)],
  ['settle', asking(settleEndpoint)],
  ['handleReturn', asking(handleReturnEndpoint)],
  ['cancelOrder', asking(cancelOrderEndpoint)],
  ['readOrders', asking(readOrdersEndpoint)],
]);

function asking<S extends v.GenericSchema, Output>(endpoint: Endpoint<S, Output>): Asked {
  return (event, whoCalls) => ask(endpoint, event, whoCalls);
}
