import { describe, expect, it } from 'vitest';
import { aPolicy, someFacts } from '../../cloudfunctions/shared/testing/builders.ts';
import { FACT_OPTIONS, type FactValues, factsOfOptions } from './factOptions.ts';

const policy = aPolicy({ limits: { growPerOrderInTimeFen: 10_000, ceilingFen: 115_000 } });
const defaults = Object.fromEntries(
  Object.entries(FACT_OPTIONS).flatMap(([name, option]) =>
    'default' in option ? [[name, option.default]] : [],
  ),
);
const facts = (values: FactValues) => factsOfOptions({ ...defaults, amount: '168.00', ...values }, policy);

describe('the options of an explanation', () => {
  it('describe an ordinary first order where they are left out', () => {
    expect(facts({})).toEqual(someFacts({ rolloutBucket: 0 }));
  });

  it.each([
    ['168', 16_800],
    ['168.5', 16_850],
    ['0.01', 1],
    ['100000', 10_000_000],
  ])('take %s yuan as %d fen', (amount, fen) => {
    expect(facts({ amount }).amountFen).toBe(fen);
  });

  it('have the limit grow with what was settled in time, up to the ceiling', () => {
    expect(facts({ 'settled-in-time': '1' })).toMatchObject({ limitFen: 110_000, availableFen: 110_000 });
    expect(facts({ 'settled-in-time': '9' }).limitFen).toBe(115_000);
    const given = { 'settled-in-time': '9', limit: '50', available: '20' };
    expect(facts(given)).toMatchObject({ limitFen: 5_000, availableFen: 2_000 });
  });

  it('say everything that an assessment looks at', () => {
    const said = facts({
      quantity: '3',
      account: 'closed',
      authorisation: 'ended',
      running: '1',
      overdue: '2',
      'settled-late': '3',
      returned: '4',
      'orders-in-window': '5',
      address: 'new',
      'minors-lock': true,
      'rollout-place': '99',
      'allow-listed': true,
      'channel-max': '500',
      allowance: '168',
    });
    expect(said).toEqual(
      someFacts({
        quantity: 3,
        account: 'closed',
        authorisation: 'ended',
        runningOrders: 1,
        overdueOrders: 2,
        settledLate: 3,
        returned: 4,
        ordersInWindow: 5,
        addressKnown: false,
        minorsLocked: true,
        rolloutBucket: 99,
        rolloutAllowed: true,
        channelMaxFen: 50_000,
        allowanceFen: 16_800,
      }),
    );
    expect(facts({ address: 'known' }).addressKnown).toBe(true);
  });

  it.each<[string, string]>([
    ['amount', '¥168'],
    ['amount', '1.005'],
    ['amount', '-1'],
    ['limit', ''],
    ['quantity', '1.5'],
    ['running', '-1'],
    ['overdue', 'two'],
    ['rollout-place', '100'],
    ['account', 'shut'],
    ['authorisation', 'yes'],
    ['address', 'old'],
  ])('refuse --%s %s in words', (option, value) => {
    expect(() => facts({ [option]: value })).toThrow(new RegExp(`^--${option} `));
  });

  it('need an amount', () => {
    expect(() => factsOfOptions(defaults, policy)).toThrow('--amount is missing');
  });
});
