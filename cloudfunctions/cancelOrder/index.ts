import { cancelOrderEndpoint } from '../shared/endpoints/cancelOrder.ts';
import { door } from '../shared/platform/door.ts';

export const main = door(cancelOrderEndpoint);
