import { accountEndpoint } from '../shared/endpoints/account.ts';
import { door } from '../shared/platform/door.ts';

export const main = door(accountEndpoint);
