import { describe, expect, test } from 'vitest';

import { defaultServiceId } from '../app.ts';
import { startAlipay, startOpened, startOrdered } from '../testing/harness.ts';
import { openId, orderOf, zhima } from '../testing/requests.ts';
import { merchantOf } from '../testing/sdk.ts';

async function start() {
  const standIn = await startAlipay();
  const merchant = merchantOf(standIn.environment);
  return {
    standIn,
    merchant,
    sign: async (outAgreementNo: string, user = openId) =>
      standIn.control('sign', { openId: user, outAgreementNo }),
    query: (content: object) => merchant.call(`${zhima}.creditagreement.query`, content),
  };
}

describe('opening', () => {
  test('gives an agreement that both its numbers find', async () => {
    const { sign, query } = await start();
    const { credit_agreement_id: id } = (await sign('A-1')).data;
    expect(id).toMatch(/^ZMOP\d+$/);
    const found = {
      code: '10000',
      msg: 'Success',
      agreement_status: 'VALID',
      credit_agreement_id: id,
      out_agreement_no: 'A-1',
      open_id: openId,
      biz_time: '2026-01-05 12:00:00',
    };
    expect(await query({ out_agreement_no: 'A-1' })).toMatchObject(found);
    expect(await query({ credit_agreement_id: id })).toMatchObject(found);
    expect(await query({ credit_agreement_id: id, out_agreement_no: 'A-1' })).toMatchObject(found);
  });

  test('tells the merchant once', async () => {
    const { standIn, sign } = await start();
    const { credit_agreement_id: id } = (await sign('A-1')).data;
    await standIn.advance(0);
    expect(standIn.callbacks).toMatchObject([
      {
        content: {
          credit_agreement_id: id,
          agreement_status: 'VALID',
          out_agreement_no: 'A-1',
          open_id: openId,
          biz_time: '2026-01-05 12:00:00',
        },
      },
    ]);
  });

  test('again gives the same agreement, under either number, and tells nobody', async () => {
    const { standIn, sign, query } = await start();
    const first = (await sign('A-1')).data;
    await standIn.advance(1000);
    expect((await sign('A-1')).data).toEqual(first);
    expect((await sign('A-2')).data.credit_agreement_id).toBe(first.credit_agreement_id);
    for (const out_agreement_no of ['A-1', 'A-2']) {
      expect(await query({ out_agreement_no })).toMatchObject({
        out_agreement_no,
        credit_agreement_id: first.credit_agreement_id,
      });
    }
    await standIn.advance(1000);
    expect(standIn.callbacks).toHaveLength(1);
  });

  test('each user has an agreement of his own, and a number is good for one user', async () => {
    const { sign } = await start();
    const { data } = await sign('A-1');
    expect((await sign('A-1', 'o-user-2')).data.errMsg).toContain('商户外部协议号已被使用');
    expect((await sign('A-2', 'o-user-2')).data.credit_agreement_id).not.toBe(data.credit_agreement_id);
  });

  test.each([
    ['whose score is below admission', { score: 599 }, '599'],
    ['whom Zhima blocks', { blocked: true }, '综合评估未通过'],
  ])('is refused to a user %s', async (_, user, why) => {
    const { standIn, sign, query } = await start();
    await standIn.control('user', { openId, ...user });
    expect(await sign('A-1')).toMatchObject({
      status: 400,
      data: { errMsg: expect.stringContaining(why) },
    });
    expect(await query({ out_agreement_no: 'A-1' })).toMatchObject({
      sub_code: 'CREDIT_AGREEMENT_NOT_EXIST',
    });
  });

  test('begins at the score that is set for the service', async () => {
    const { standIn, sign } = await start();
    await standIn.control('user', { openId, score: 600 });
    await standIn.control('service', { admissionScore: 601 });
    expect((await sign('A-1')).status).toBe(400);
    await standIn.control('service', { admissionScore: 600 });
    expect((await sign('A-1')).status).toBe(200);
  });

  test('is refused for a service that is not the merchant’s', async () => {
    const { standIn } = await start();
    const serviceId = '2026000000000000000000000009';
    const answer = await standIn.control('sign', { openId, outAgreementNo: 'A-1', serviceId });
    expect(answer.status).toBe(400);
  });
});

describe('closing', () => {
  test('ends the agreement and tells the merchant', async () => {
    const { standIn, merchant, agreement } = await startOpened();
    await standIn.advance(60_000);
    await standIn.control('close', { openId });
    await standIn.advance(0);
    const query = merchant.call(`${zhima}.creditagreement.query`, { credit_agreement_id: agreement });
    expect(await query).toMatchObject({ agreement_status: 'INVALID' });
    expect(standIn.callbacks).toMatchObject([
      { content: { agreement_status: 'INVALID', biz_time: '2026-01-05 12:01:00' } },
    ]);
    const order = merchant.call(`${zhima}.creditbizorder.order`, orderOf(agreement, 'order-1'));
    expect(await order).toMatchObject({ code: '40004', sub_code: 'CREDIT_AGREEMENT_INVALID' });
  });

  test('is refused while an order runs, and possible when it is over', async () => {
    const { standIn, merchant, id } = await startOrdered();
    const refused = await standIn.control('close', { openId });
    expect(refused.data.errMsg).toContain('存在履约中的订单');
    await merchant.call(`${zhima}.creditbizorder.finish`, {
      credit_biz_order_id: id,
      is_fulfilled: 'false',
      out_request_no: 'F-1',
    });
    expect((await standIn.control('close', { openId })).data.agreement_status).toBe('INVALID');
  });

  test('is impossible where nothing is open', async () => {
    const { standIn } = await start();
    expect((await standIn.control('close', { openId })).status).toBe(400);
  });

  test('and opening again gives a new agreement, told anew; a number of before is used up', async () => {
    const { standIn, agreement, merchant } = await startOpened();
    await standIn.control('close', { openId });
    const used = await standIn.control('sign', { openId, outAgreementNo: 'A-1' });
    expect(used.data.errMsg).toContain('已被使用');
    const { data } = await standIn.control('sign', { openId, outAgreementNo: 'A-2' });
    expect(data.credit_agreement_id).not.toBe(agreement);
    await standIn.advance(0);
    const told = standIn.callbacks.map((one) => (one instanceof Error ? one : one.content.agreement_status));
    expect(told).toEqual(['INVALID', 'VALID']);
    const old = merchant.call(`${zhima}.creditagreement.query`, { out_agreement_no: 'A-1' });
    expect(await old).toMatchObject({ agreement_status: 'INVALID', credit_agreement_id: agreement });
  });
});

describe('ending by the merchant', () => {
  const unsign = `${zhima}.creditagreement.unsign`;

  test('is not permitted', async () => {
    const { merchant, agreement } = await startOpened();
    expect(await merchant.call(unsign, { credit_agreement_id: agreement })).toMatchObject({
      code: '40006',
      msg: 'Insufficient Permissions',
      sub_code: 'isv.insufficient-isv-permissions',
    });
  });

  test('works for a merchant that was granted it, within the same bounds as for the user', async () => {
    const { standIn, merchant, id, agreement } = await startOrdered({ unsign: 'on' });
    const end = () => merchant.call(unsign, { credit_agreement_id: agreement });
    expect(await end()).toMatchObject({ sub_code: 'BIZ_ERROR' });
    const finish = { credit_biz_order_id: id, is_fulfilled: 'false', out_request_no: 'F-1' };
    await merchant.call(`${zhima}.creditbizorder.finish`, finish);
    expect(await end()).toMatchObject({ code: '10000' });
    expect(await end()).toMatchObject({ code: '10000' });
    await standIn.advance(0);
    expect(standIn.callbacks.at(-1)).toMatchObject({ content: { agreement_status: 'INVALID' } });
    const another = merchant.call(unsign, { credit_agreement_id: 'nothing' });
    expect(await another).toMatchObject({ sub_code: 'CREDIT_AGREEMENT_NOT_EXIST' });
  });
});

test.each([
  ['nothing', {}, 'INVALID_PARAMETER'],
  ['a number that is unknown', { out_agreement_no: 'A-9' }, 'CREDIT_AGREEMENT_NOT_EXIST'],
  ['an agreement that is unknown', { credit_agreement_id: 'A-9' }, 'CREDIT_AGREEMENT_NOT_EXIST'],
])('a query for %s is refused', async (_, content, sub_code) => {
  const { query } = await start();
  expect(await query(content)).toMatchObject({ code: '40004', sub_code });
});

test("a query whose numbers are two agreements' finds none", async () => {
  const { sign, query } = await start();
  const { data } = await sign('A-1');
  await sign('A-2', 'o-user-2');
  const mixed = { credit_agreement_id: data.credit_agreement_id, out_agreement_no: 'A-2' };
  expect(await query(mixed)).toMatchObject({ sub_code: 'CREDIT_AGREEMENT_NOT_EXIST' });
  expect(defaultServiceId).toHaveLength(28);
});
