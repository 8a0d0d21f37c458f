/** What one user can pay. */
export interface Wallet {
  readonly balanceFen: number;
  /** False: no automatic debit succeeds (no card, limit reached). Paying by hand still works. */
  readonly willing: boolean;
}

/** A stand-in, as far as its users' wallets go; by the users' ids. */
interface Holder {
  readonly state: { readonly wallets: Map<string, Wallet> };
}

/** A user whose wallet was never set is rich and willing, so that a first try just works. */
const defaultWallet: Wallet = { balanceFen: 1_000_000, willing: true };

export function walletOf({ state }: Holder, user: string): Wallet {
  return state.wallets.get(user) ?? defaultWallet;
}

export function setWallet(holder: Holder, user: string, change: Partial<Wallet>): Wallet {
  const wallet = { ...walletOf(holder, user), ...change };
  holder.state.wallets.set(user, wallet);
  return wallet;
}

/** Takes the money, or nothing at all if there is not enough. */
export function withdraw(holder: Holder, user: string, amountFen: number): boolean {
  const { balanceFen } = walletOf(holder, user);
  if (balanceFen < amountFen) return false;
  setWallet(holder, user, { balanceFen: balanceFen - amountFen });
  return true;
}

export function deposit(holder: Holder, user: string, amountFen: number): void {
  setWallet(holder, user, { balanceFen: walletOf(holder, user).balanceFen + amountFen });
}
