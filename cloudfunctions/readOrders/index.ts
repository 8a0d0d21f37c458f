import { readOrdersInput } from '../shared/contract/inputs.ts';
import { door } from '../shared/platform/door.ts';
import { mainServices } from '../shared/platform/mainServices.ts';
import { readOrders } from '../shared/usecases/orders/readOrders.ts';

export const main = door(readOrdersInput, (input, caller) => readOrders(mainServices(), caller, input));
