import type { Policy } from '../../cloudfunctions/shared/domain/policy.ts';
import type { Document } from './database.ts';
import type { System } from './system.ts';

type Sections<T> = { readonly [K in keyof T]?: T[K] extends object ? Partial<T[K]> : T[K] };

/** Longer than a warm instance keeps the policy that it has read. */
export const POLICY_KEPT_MS = 61_000;

/** Nothing that counts orders or asks for a second confirmation, for tests of something else. */
export const NO_COUNTS: Sections<Policy> = {
  velocity: { maxOrders: 1_000 },
  secondConfirmation: { fromAmountFen: 10_000_000, fromQuantity: 100_000, fromOrders: 1_000 },
};

/** Adds the next version of the policy to the database, as a merchant would in the console: nothing is restarted. */
export async function changePolicy(system: System, changes: Sections<Policy>): Promise<void> {
  const newest = await newestPolicy(system);
  const version = newest.version + 1;
  const sections = Object.entries<object>(changes as Record<string, object>).map(([section, values]) => [
    section,
    { ...(Reflect.get(newest, section) as object), ...values },
  ]);
  const policy: Document = { ...newest, ...Object.fromEntries(sections), _id: `policy-${version}`, version };
  await system.database.collection('policies').add(policy);
}

export async function newestPolicy({ database }: Pick<System, 'database'>): Promise<Policy> {
  const policies = await database.documents<Policy>('policies');
  const [newest] = policies.sort((a, b) => b.version - a.version);
  if (!newest) throw new Error('there is no policy');
  return newest;
}
