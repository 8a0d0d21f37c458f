import { accountInput } from '../shared/contract/inputs.ts';
import { channelServices } from '../shared/platform/channelServices.ts';
import { door } from '../shared/platform/door.ts';
import { openAccount, viewAccount } from '../shared/usecases/account.ts';

export const main = door(accountInput, (input, caller) =>
  input.action === 'open'
    ? openAccount(channelServices(), caller, input)
    : viewAccount(channelServices(), caller),
);
