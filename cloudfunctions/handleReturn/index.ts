import { handleReturnEndpoint } from '../shared/endpoints/handleReturn.ts';
import { door } from '../shared/platform/door.ts';

export const main = door(handleReturnEndpoint);
