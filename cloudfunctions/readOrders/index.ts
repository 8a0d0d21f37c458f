import { readOrdersEndpoint } from '../shared/endpoints/readOrders.ts';
import { door } from '../shared/platform/door.ts';

export const main = door(readOrdersEndpoint);
