import { createOrderInput } from '../contract/inputs.ts';
import { endpoint } from '../platform/endpoint.ts';
import { mainServices } from '../platform/mainServices.ts';
import { createOrder } from '../usecases/orders/createOrder.ts';

export const createOrderEndpoint = endpoint(createOrderInput, (input, caller) =>
  createOrder(mainServices(), caller, input),
);
