import { readOrdersInput } from '../contract/inputs.ts';
import { endpoint } from '../platform/endpoint.ts';
import { mainServices } from '../platform/mainServices.ts';
import { readOrders } from '../usecases/orders/readOrders.ts';

export const readOrdersEndpoint = endpoint(readOrdersInput, (input, caller) =>
  readOrders(mainServices(), caller, input),
);
