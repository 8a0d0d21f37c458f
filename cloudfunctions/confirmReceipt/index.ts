import { confirmReceiptEndpoint } from '../shared/endpoints/confirmReceipt.ts';
import { door } from '../shared/platform/door.ts';

export const main = door(confirmReceiptEndpoint);
