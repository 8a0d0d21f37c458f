import { confirmReceiptInput } from '../contract/inputs.ts';
import { endpoint } from '../platform/endpoint.ts';
import { mainServices } from '../platform/mainServices.ts';
import { confirmReceipt } from '../usecases/orders/confirmReceipt.ts';

export const confirmReceiptEndpoint = endpoint(confirmReceiptInput, (input, caller) =>
  confirmReceipt(mainServices(), caller, input),
);
