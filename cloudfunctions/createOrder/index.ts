import { createOrderEndpoint } from '../shared/endpoints/createOrder.ts';
import { door } from '../shared/platform/door.ts';

export const main = door(createOrderEndpoint);
