import { describe, expect, it } from 'vitest';
import { ORDER } from '../../testing/builders.ts';
import { CallbackRefused } from '../channel.ts';
import { contentOf } from './news.ts';

const AGREEMENT = 'zhima.credit.payafteruse.creditagreement.changed';
const CREDIT_ORDER = 'zhima.credit.payafteruse.creditbizorder.changed';
const agreed = { out_agreement_no: 'code-1', agreement_status: 'VALID', open_id: 'openid-1' };

const content = (event: string, biz: unknown, path = '/alipay/notify') =>
  contentOf(event, new Map([['biz_content', JSON.stringify(biz)]]), path);
const ofTrade = (path: string, fields: readonly (readonly [string, string])[] = [['trade_status', 'X']]) =>
  contentOf('trade_status_sync', new Map(fields), path);

describe('news of an agreement', () => {
  it.each([
    ['VALID', 'active'],
    ['INVALID', 'ended'],
  ])('that is %s tell whose it is, and our number of it', (agreement_status, state) => {
    expect(content(AGREEMENT, { ...agreed, agreement_status })).toEqual({
      kind: 'authorisation',
      openid: 'openid-1',
      state,
      code: 'code-1',
    });
  });

  it('know their user by either name', () => {
    const news = { ...agreed, open_id: undefined, alipay_user_id: '2088000000000001' };
    expect(content(AGREEMENT, news)).toMatchObject({ openid: '2088000000000001' });
    expect(content(AGREEMENT, { ...news, open_id: 'openid-1' })).toMatchObject({ openid: 'openid-1' });
  });

  it.each([
    ['of nobody', { ...agreed, open_id: undefined }],
    ['without a number', { ...agreed, out_agreement_no: undefined }],
    ['in another state', { ...agreed, agreement_status: 'STOP' }],
    ['that are a text', 'VALID'],
    ['that are nothing', null],
  ])('%s are refused', (_what, news) => {
    expect(() => content(AGREEMENT, news)).toThrow(CallbackRefused);
  });
});

describe('news of an order', () => {
  it('are the reason to ask for it, whatever else they say', () => {
    const news = { out_order_no: ORDER, order_status: 'TRADE_FINISHED', trade_no: '1' };
    expect(content(CREDIT_ORDER, news)).toEqual({ kind: 'ask', orderId: ORDER });
  });

  it.each([[{}], [{ out_order_no: 7 }], [[]], [null]])('that are %j are refused', (news) => {
    expect(() => content(CREDIT_ORDER, news)).toThrow(CallbackRefused);
  });

  it('without any content are refused', () => {
    expect(() => contentOf(CREDIT_ORDER, new Map(), '/alipay/notify')).toThrow(CallbackRefused);
  });
});

describe('news of a debit', () => {
  it.each([`/alipay/notify/${ORDER}`, `/notify/${ORDER}`])('at %s are about that order', (path) => {
    expect(ofTrade(path)).toEqual({ kind: 'ask', orderId: ORDER });
  });

  it.each([
    '/alipay/notify',
    '/alipay/notify/',
    `/alipay/notify/${ORDER}x`,
    '/alipay/notify/a/b',
    '/alipay/notify/%2e',
  ])('at %s are about no order of ours', (path) => {
    expect(ofTrade(path)).toEqual({ kind: 'ignored' });
  });

  it('that tell no state are none', () => {
    expect(ofTrade(`/alipay/notify/${ORDER}`, [])).toEqual({ kind: 'ignored' });
  });
});

it('news of something else are not for us', () => {
  expect(content('alipay.fund.trans.order.changed', {})).toEqual({ kind: 'ignored' });
});
