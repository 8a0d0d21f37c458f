import { settleInput } from '../shared/contract/inputs.ts';
import { channelServices } from '../shared/platform/channelServices.ts';
import { door } from '../shared/platform/door.ts';
import { payNow } from '../shared/usecases/charge.ts';

export const main = door(settleInput, (input, caller) => payNow(channelServices(), caller, input));
