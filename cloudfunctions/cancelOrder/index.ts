import { cancelOrderInput } from '../shared/contract/inputs.ts';
import { channelServices } from '../shared/platform/channelServices.ts';
import { door } from '../shared/platform/door.ts';
import { cancelOwnOrder } from '../shared/usecases/orders/cancelOrder.ts';

export const main = door(cancelOrderInput, (input, caller) =>
  cancelOwnOrder(channelServices(), caller.buyerId, input),
);
