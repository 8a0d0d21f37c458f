import { expect, test } from 'vitest';

import { sdk, startWechatpay } from './testing/harness.ts';
import {
  completionOf,
  notifyUrl,
  openid,
  orderOf,
  ordersPath,
  parties,
  permissionsPath,
} from './testing/requests.ts';

test('an order lives from authorisation to a paid callback that the public SDK verifies and decrypts', async () => {
  const standIn = await startWechatpay();
  const pay = sdk(standIn.environment);

  const applied = await pay.post(permissionsPath, {
    ...parties,
    authorization_code: 'auth-1',
    notify_url: notifyUrl,
  });
  await standIn.control('authorise', { openid, token: applied.data.apply_permissions_token });
  const created = await pay.post(ordersPath, orderOf('order-1', { attach: 'kept' }));
  expect(created.data).toMatchObject({ state: 'DOING', state_description: 'USER_CONFIRM', openid });
  expect(created.data).not.toHaveProperty('package');

  const completed = await pay.post(`${ordersPath}/order-1/complete`, completionOf(1200));
  expect(completed.data).toMatchObject({
    state: 'DOING',
    state_description: 'MCH_COMPLETE',
    total_amount: 1200,
    need_collection: true,
    collection: { state: 'USER_PAYING', paying_amount: 1200, paid_amount: 0 },
  });
  await standIn.advance(1000);

  const query = { ...parties, out_order_no: 'order-1' };
  const { data: paid } = await pay.get(ordersPath, query);
  expect(paid).toMatchObject({
    state: 'DONE',
    collection: {
      state: 'USER_PAID',
      paid_amount: 1200,
      details: [{ seq: 1, amount: 1200, paid_type: 'NEWTON', paid_time: '20260105120001' }],
    },
  });
  expect(standIn.callbacks).toMatchObject([
    { type: 'PAYSCORE.USER_OPEN_SERVICE', resource: { openid, authorization_code: 'auth-1' } },
    { type: 'PAYSCORE.USER_PAID', url: notifyUrl, resource: { ...paid, attach: 'kept' } },
  ]);
  const { data } = await standIn.control('wallet', { openid });
  expect(data.balanceFen).toBe(1_000_000 - 1200);
});
