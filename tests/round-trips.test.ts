import { expect, test } from 'vitest';
import type { FunctionName } from '../cloudfunctions/shared/contract/functions.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { roundTrips } from '../tools/local/roundTrips.ts';
import { newRequestId, orderAt, THERMOS } from './support/lives.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();

/** So that reads side by side overlap for certain. */
const DATABASE_AWAY_MS = 25;

test('warm instances wait for at most ten database round trips in the five steps together', async () => {
  const { cloud } = system();
  const buyer = await system().buyer();
  await orderAt(system(), buyer, 'settled');
  await cloud.databaseAway(DATABASE_AWAY_MS);

  const order = await buyer.createOrder(newRequestId(), THERMOS);
  const trips = {
    createOrder: await tripsOfLast('createOrder'),
    assessCredit: await buyer.assess(order.orderId).then(() => tripsOfLast('assessCredit')),
    confirmShip: await system()
      .ship(order.orderId)
      .then(() => tripsOfLast('confirmShip')),
    confirmReceipt: await buyer.confirmReceipt(order.orderId).then(() => tripsOfLast('confirmReceipt')),
    settle: await buyer.payNow(order).then(() => tripsOfLast('settle')),
  };
  await cloud.clearFaults();
  await cloud.advance(MOMENT_MS);

  expect((await buyer.read(order.orderId)).state).toBe('settled');
  expect(trips).toEqual({ createOrder: 2, assessCredit: 4, confirmShip: 1, confirmReceipt: 1, settle: 2 });
});

async function tripsOfLast(name: FunctionName): Promise<number> {
  const call = (await system().cloud.calls()).findLast((one) => one.function === name);
  if (!call) throw new Error(`${name} was not called`);
  expect(call.cold, `${name} should be warm`).toBe(false);
  return roundTrips(call);
}
