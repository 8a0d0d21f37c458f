import { expect, it } from 'vitest';
import { anAccount, anOrder, BUYER, later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { CALLER, World } from '../../cloudfunctions/shared/testing/world.ts';
import { exportBuyer } from '../../cloudfunctions/shared/usecases/account/exportBuyer.ts';
import { type ExportFile, type ExportPage, exportContents, withPage } from './privacy';

const ORDERS = 45;

/** A buyer whose export takes three pages. */
function someBuyer(): World {
  const world = new World({ account: anAccount() });
  for (let number = 0; number < ORDERS; number++) {
    const _id = String(number).padStart(32, '0');
    const createdAt = later(T0, number * 1_000);
    world.store.seed('orders', anOrder({ _id, createdAt, deliveryId: `delivery-${number}` }));
    world.store.seed('deliveries', { _id: `delivery-${number}`, buyerId: BUYER, createdAt });
    world.store.seed('channelEvents', { _id: `event-${number}`, orderId: _id, receivedAt: createdAt });
  }
  return world;
}

async function pageAt(world: World, cursor: string | undefined): Promise<ExportPage> {
  return JSON.parse(JSON.stringify(await exportBuyer(world.services, CALLER, { cursor })));
}

it('an export in pages becomes one file with everything in it once', async () => {
  const world = someBuyer();
  let file: ExportFile | null = null;
  let pages = 0;
  for (let cursor: string | null | undefined; cursor !== null; pages++) {
    const page: ExportPage = await pageAt(world, cursor);
    file = withPage(file, page);
    cursor = page.nextCursor;
  }
  expect(pages).toBe(3);
  expect(new Set(file?.orders.map(({ _id }) => _id)).size).toBe(ORDERS);
  expect(file).not.toHaveProperty('nextCursor');
  expect(file?.account?._id).toBe(BUYER);
  expect(file && exportContents(file)).toEqual([
    '先用后付账户 1 份',
    '订单 45 笔',
    '收货地址 45 个',
    '支付通知记录 45 条',
  ]);
});

it('an export says that there is no account', async () => {
  const file = withPage(null, await pageAt(new World(), undefined));
  expect(exportContents(file)[0]).toBe('没有先用后付账户');
});
