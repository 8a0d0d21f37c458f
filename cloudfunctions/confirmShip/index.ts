import { confirmShipEndpoint } from '../shared/endpoints/confirmShip.ts';
import { door } from '../shared/platform/door.ts';

export const main = door(confirmShipEndpoint);
