import { describe, expect, it } from 'vitest';
import { anOrder, aPolicy, later, T0 } from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { DAY_MS, HOUR_MS } from '../duration.ts';
import { upcoming } from './upcoming.ts';

const policy = aPolicy({ charge: { channelMessage: true } });
const actions = (...args: Parameters<typeof upcoming>) => upcoming(...args).map(({ action }) => action);

describe('what comes next', () => {
  it('of an order that nobody has accepted is its end', () => {
    expect(upcoming(anOrder(), policy)).toEqual([{ action: 'cancelUnaccepted', at: later(T0, DAY_MS) }]);
  });

  it('of a received order is the notice, and the charge on its day', () => {
    const at = later(CHARGE_AT, -73 * HOUR_MS);
    expect(upcoming(orderIn('received', { notice: null }), policy)).toEqual([
      { action: 'giveNotice', at },
      { action: 'charge', at: CHARGE_AT },
    ]);
  });

  it('of an order whose buyer pays by a tap is the reminder, then overdue', () => {
    const payBy = later(T0, 20 * DAY_MS);
    const order = orderIn('received', { autoCharge: false, payBy });
    expect(actions(order, policy)).toEqual(['remind', 'markOverdue']);
  });

  it('of a frozen order is the deadline of its claim, and no charge', () => {
    const times = { requestedAt: T0, since: T0, deadline: later(T0, 2 * DAY_MS) };
    const claim = { kind: 'return', stage: 'requested', amountFen: 1, payableFen: 1, ...times } as const;
    const order = orderIn('received', { claim, freeze: { since: T0, cause: 'return' } });
    expect(upcoming(order, policy)).toEqual([{ action: 'agreeClaim', at: claim.deadline }]);
  });

  it('tells nothing of what is between us, the account and the channel', () => {
    const order = orderIn('received', { accountDuty: { kind: 'forget', at: T0 } });
    expect(actions(order, policy)).toEqual(['charge']);
    expect(actions(orderIn('settled', { accountDuty: { kind: 'forget', at: T0 } }), policy)).toEqual([]);
  });
});
