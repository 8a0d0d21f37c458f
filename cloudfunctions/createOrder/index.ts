import { createOrderInput } from '../shared/contract/inputs.ts';
import { door } from '../shared/platform/door.ts';
import { mainServices } from '../shared/platform/mainServices.ts';
import { createOrder } from '../shared/usecases/orders/createOrder.ts';

export const main = door(createOrderInput, (input, caller) => createOrder(mainServices(), caller, input));
