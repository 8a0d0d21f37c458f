import type { Functions } from '../shared/contract/functions.ts';
import { accountInput } from '../shared/contract/inputs.ts';
import { channelServices } from '../shared/platform/channelServices.ts';
import { door } from '../shared/platform/door.ts';
import { closeAccount } from '../shared/usecases/account/closeAccount.ts';
import { eraseBuyer } from '../shared/usecases/account/eraseBuyer.ts';
import { exportBuyer } from '../shared/usecases/account/exportBuyer.ts';
import { openAccount } from '../shared/usecases/account/openAccount.ts';
import { switchMinorsLock } from '../shared/usecases/account/switchMinorsLock.ts';
import { viewAccount } from '../shared/usecases/account/viewAccount.ts';

export const main = door(accountInput, async (input, caller): Promise<Functions['account']['output']> => {
  const services = channelServices();
  switch (input.action) {
    case 'view':
      return viewAccount(services, caller);
    case 'open':
      return openAccount(services, caller, input);
    case 'close':
      return closeAccount(services, caller);
    case 'minorsLock':
      return switchMinorsLock(services, caller, input);
    case 'export':
      return exportBuyer(services, caller, input);
    case 'erase':
      return eraseBuyer(services, caller);
  }
});
