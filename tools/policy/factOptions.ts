import type { ParseArgsConfig } from 'node:util';
import { growthFen } from '../../cloudfunctions/shared/domain/account/limit.ts';
import type { AssessmentFacts } from '../../cloudfunctions/shared/domain/assessment/facts.ts';
import type { Policy } from '../../cloudfunctions/shared/domain/policy.ts';

/** The options of `explain`: what is not given is as with an ordinary first order. */
export const FACT_OPTIONS = {
  amount: { type: 'string' },
  quantity: { type: 'string', default: '1' },
  account: { type: 'string', default: 'open' },
  authorisation: { type: 'string', default: 'active' },
  limit: { type: 'string' },
  available: { type: 'string' },
  running: { type: 'string', default: '0' },
  overdue: { type: 'string', default: '0' },
  'settled-in-time': { type: 'string', default: '0' },
  'settled-late': { type: 'string', default: '0' },
  returned: { type: 'string', default: '0' },
  'orders-in-window': { type: 'string', default: '0' },
  address: { type: 'string', default: 'first' },
  'minors-lock': { type: 'boolean', default: false },
  'rollout-place': { type: 'string', default: '0' },
  'allow-listed': { type: 'boolean', default: false },
  'channel-max': { type: 'string' },
  allowance: { type: 'string', default: '0' },
} as const satisfies ParseArgsConfig['options'];

type Option = keyof typeof FACT_OPTIONS;
export type FactValues = Readonly<Partial<Record<Option, string | boolean>>>;

const ADDRESSES = { known: true, new: false, first: null } as const;

/** @throws Error that names the option which is wrong, and what it may be */
export function factsOfOptions(values: FactValues, policy: Policy): AssessmentFacts {
  const settledInTime = count(values, 'settled-in-time');
  const limitFen = fen(values, 'limit') ?? grownFen(settledInTime, policy);
  const address = choice(values, 'address', Object.keys(ADDRESSES) as (keyof typeof ADDRESSES)[]);
  const amountFen = fen(values, 'amount');
  if (amountFen === null) throw new Error('--amount is missing: give the order’s amount in yuan, as 168.00');
  return {
    amountFen,
    quantity: count(values, 'quantity'),
    account: choice(values, 'account', ['none', 'open', 'closed', 'erasing']),
    authorisation: choice(values, 'authorisation', ['none', 'pending', 'active', 'ended', 'notNeeded']),
    limitFen,
    availableFen: fen(values, 'available') ?? limitFen,
    runningOrders: count(values, 'running'),
    overdueOrders: count(values, 'overdue'),
    settledInTime,
    settledLate: count(values, 'settled-late'),
    returned: count(values, 'returned'),
    ordersInWindow: count(values, 'orders-in-window'),
    addressKnown: ADDRESSES[address],
    minorsLocked: values['minors-lock'] === true,
    rolloutBucket: count(values, 'rollout-place', 99),
    rolloutAllowed: values['allow-listed'] === true,
    channelMaxFen: fen(values, 'channel-max'),
    allowanceFen: fen(values, 'allowance') ?? 0,
  };
}

/** The limit of a buyer who has settled so many orders in time, and done nothing else. */
function grownFen(settledInTime: number, policy: Policy): number {
  let limitFen = policy.limits.openingFen;
  for (let order = 0; order < settledInTime; order++) limitFen += growthFen(limitFen, policy);
  return limitFen;
}

/** An amount in yuan, as `168` or `168.00`, in fen; null if it was not given. */
function fen(values: FactValues, option: Option): number | null {
  const text = values[option];
  if (text === undefined) return null;
  const [, yuan = '', cents = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(String(text)) ?? [];
  if (yuan === '') throw new Error(`--${option} ${text}: an amount in yuan is wanted, as 168.00`);
  return Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}

function count(values: FactValues, option: Option, max = 10_000): number {
  const text = String(values[option] ?? '0');
  if (!/^\d{1,5}$/.test(text) || Number(text) > max) {
    throw new Error(`--${option} ${text}: a whole number from 0 to ${max} is wanted`);
  }
  return Number(text);
}

function choice<T extends string>(values: FactValues, option: Option, choices: readonly T[]): T {
  const found = choices.find((one) => one === values[option]);
  if (found === undefined)
    throw new Error(`--${option} ${values[option]}: give one of ${choices.join(', ')}`);
  return found;
}
