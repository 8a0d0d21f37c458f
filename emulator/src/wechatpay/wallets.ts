import type { StandIn } from './stand-in.ts';

/** What one user can pay. */
export interface Wallet {
  readonly balanceFen: number;
  /** False: no automatic debit succeeds (no card, limit reached). Paying by hand still works. */
  readonly willing: boolean;
}

/** A user whose wallet was never set is rich and willing, so that a first try just works. */
const defaultWallet: Wallet = { balanceFen: 1_000_000, willing: true };

export function walletOf(standIn: StandIn, openid: string): Wallet {
  return standIn.state.wallets.get(openid) ?? defaultWallet;
}

export function setWallet(standIn: StandIn, openid: string, change: Partial<Wallet>): Wallet {
  const wallet = { ...walletOf(standIn, openid), ...change };
  standIn.state.wallets.set(openid, wallet);
  return wallet;
}

/** Takes the money, or nothing at all if there is not enough. */
export function withdraw(standIn: StandIn, openid: string, amountFen: number): boolean {
  const { balanceFen } = walletOf(standIn, openid);
  if (balanceFen < amountFen) return false;
  setWallet(standIn, openid, { balanceFen: balanceFen - amountFen });
  return true;
}

export function deposit(standIn: StandIn, openid: string, amountFen: number): void {
  setWallet(standIn, openid, { balanceFen: walletOf(standIn, openid).balanceFen + amountFen });
}
