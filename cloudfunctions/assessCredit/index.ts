import { assessCreditEndpoint } from '../shared/endpoints/assessCredit.ts';
import { door } from '../shared/platform/door.ts';

export const main = door(assessCreditEndpoint);
