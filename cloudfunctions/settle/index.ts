import { settleEndpoint } from '../shared/endpoints/settle.ts';
import { door } from '../shared/platform/door.ts';

export const main = door(settleEndpoint);
