import { assessCreditInput } from '../shared/contract/inputs.ts';
import { channelServices } from '../shared/platform/channelServices.ts';
import { door } from '../shared/platform/door.ts';
import { assessCredit } from '../shared/usecases/assessCredit.ts';

export const main = door(assessCreditInput, (input, caller) =>
  assessCredit(channelServices(), caller, input),
);
