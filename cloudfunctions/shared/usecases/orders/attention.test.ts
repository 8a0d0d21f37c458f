import { describe, expect, it } from 'vitest';
import { later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { CALLER, OPERATOR, refusal, World } from '../../testing/world.ts';
import { lookedAt, newAttention } from './attention.ts';

const failed = { code: 'REFUND_FAILED', at: T0, subject: `${ORDER}-1` };
const aShop = () => new World({ order: orderIn('settled', { attention: [failed] }) });

describe('what a person must look at', () => {
  it('is told once, and again for another refund', () => {
    const world = aShop();
    const order = world.order();
    expect(newAttention(world.services, order, 'REFUND_FAILED', failed.subject)).toBeUndefined();
    expect(world.alarms).toEqual([]);
    const second = newAttention(world.services, order, 'REFUND_FAILED', `${ORDER}-2`);
    expect(second).toMatchObject({ code: 'REFUND_FAILED', subject: `${ORDER}-2` });
    expect(world.attentions()).toEqual(['REFUND_FAILED']);
  });

  it('is off the list once an operator has looked, and stays logged', async () => {
    const world = aShop();
    await lookedAt(world.services, OPERATOR, { orderId: ORDER });
    expect(world.order().attention).toEqual([]);
    expect(world.logged).toMatchObject([
      { event: 'attentionCleared', fields: { by: 'S001', codes: ['REFUND_FAILED'] } },
    ]);
    await lookedAt(world.services, OPERATOR, { orderId: ORDER });
    expect(world.logged).toHaveLength(1);
  });

  it('stays if something was added since it was read', async () => {
    const world = aShop();
    const newer = { ...failed, subject: `${ORDER}-2`, at: later(T0, 1) };
    world.store.before = ({ operation }) => {
      if (operation !== 'update') return;
      world.store.before = () => {};
      world.store.seed('orders', { ...world.order(), version: 99, attention: [failed, newer] });
    };
    expect(await refusal(lookedAt(world.services, OPERATOR, { orderId: ORDER }))).toBe('CHANGED_MEANWHILE');
    expect(world.order().attention).toHaveLength(2);
  });

  it('is the operators’ business only', async () => {
    const world = aShop();
    expect(await refusal(lookedAt(world.services, CALLER, { orderId: ORDER }))).toBe('FORBIDDEN');
    expect(await refusal(lookedAt(world.services, OPERATOR, { orderId: 'gone' }))).toBe('ORDER_NOT_FOUND');
  });
});
