import type { Functions } from '../contract/functions.ts';
import { accountInput } from '../contract/inputs.ts';
import { channelServices } from '../platform/channelServices.ts';
import { endpoint } from '../platform/endpoint.ts';
import { closeAccount } from '../usecases/account/closeAccount.ts';
import { eraseBuyer } from '../usecases/account/eraseBuyer.ts';
import { exportBuyer } from '../usecases/account/exportBuyer.ts';
import { openAccount } from '../usecases/account/openAccount.ts';
import { switchMinorsLock } from '../usecases/account/switchMinorsLock.ts';
import { viewAccount } from '../usecases/account/viewAccount.ts';

export const accountEndpoint = endpoint(
  accountInput,
  async (input, caller): Promise<Functions['account']['output']> => {
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
  },
);
