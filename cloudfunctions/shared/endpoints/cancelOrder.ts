import { cancelOrderInput } from '../contract/inputs.ts';
import { channelServices } from '../platform/channelServices.ts';
import { endpoint } from '../platform/endpoint.ts';
import { cancelOwnOrder } from '../usecases/orders/cancelOrder.ts';

export const cancelOrderEndpoint = endpoint(cancelOrderInput, (input, caller) =>
  cancelOwnOrder(channelServices(), caller.buyerId, input),
);
