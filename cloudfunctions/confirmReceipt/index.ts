import { confirmReceiptInput } from '../shared/contract/inputs.ts';
import { door } from '../shared/platform/door.ts';
import { mainServices } from '../shared/platform/mainServices.ts';
import { confirmReceipt } from '../shared/usecases/orders/confirmReceipt.ts';

export const main = door(confirmReceiptInput, (input, caller) =>
  confirmReceipt(mainServices(), caller, input),
);
