import type { AccountAction, CreditAccount } from '../../domain/account/account.ts';
import type { Services } from '../services.ts';
import { goOnClosing } from './goOnClosing.ts';
import { goOnErasing } from './goOnErasing.ts';

/** What the timer does to accounts when an action is due: what the doors began and did not get through with. */
export const ACCOUNT_ACTIONS: Readonly<
  Record<AccountAction, (services: Services, account: CreditAccount) => Promise<unknown>>
> = {
  cancelUnaccepted: goOnClosing,
  endAuthorisation: goOnClosing,
  erase: goOnErasing,
};
