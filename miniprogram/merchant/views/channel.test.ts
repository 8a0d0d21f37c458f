import { describe, expect, it } from 'vitest';
import { EVENT_RULES } from '../../../cloudfunctions/shared/domain/order/rules.ts';
import { ORDER_STATES } from '../../../cloudfunctions/shared/domain/order/states.ts';
import type { OperatorStep } from '../../../cloudfunctions/shared/domain/order/steps.ts';
import { merchantAnswerOf } from '../../../cloudfunctions/shared/testing/answers.ts';
import { anAttempt, aPayment, T0 } from '../../../cloudfunctions/shared/testing/builders.ts';
import { BY_BUYER, happened, orderIn } from '../../../cloudfunctions/shared/testing/lives.ts';
import { CHANNELS, UNKNOWN_CHANNEL } from '../../copy/channels';
import { channelOf, naming } from '../../views/channel';
import { ATTENTION } from '../copy/attention';
import { OUR_CODES } from '../copy/history';
import { CHANNEL_CANNOT, STEPS } from '../copy/steps';
import type { MerchantOrder } from './answers';
import { cardOf } from './card';
import { orderPage } from './order';
import { questionBefore } from './questions';
import { stepForm } from './steps';

const ALL_STEPS = Object.keys(STEPS) as OperatorStep[];
const ROLES = ['buyer', 'operator', 'timer', 'channel'];

/** Every order that has other words than the rest: each state, each way to have less to pay, and a call under way. */
const ORDERS: readonly MerchantOrder[] = [
  ...ORDER_STATES.map((state) => orderIn(state)),
  orderIn('settled', { payment: aPayment({ transactionId: null }) }),
  orderIn('settling', { attempt: anAttempt('complete') }),
  happened(orderIn('settling'), {
    type: 'claimRequested',
    at: T0,
    by: BY_BUYER,
    kind: 'return',
    amountFen: 6_800,
    payableFen: 16_800,
    items: null,
    reason: '不合适',
    deadline: T0,
  }),
].map((order) => merchantAnswerOf(order));

/** All that can have happened, whoever did it, and every code that can stand beside it. */
const EVERYTHING: MerchantOrder['history'] = [
  ...Object.keys(EVENT_RULES).flatMap((type) => ROLES.map((role) => ({ type, role, note: '' }))),
  ...Object.keys(OUR_CODES).map((note) => ({ type: 'lowerRefused', role: 'timer', note })),
].map((entry) => ({ ...entry, at: T0.toISOString(), staffNo: null, amountFen: null }));

const ATTENTIONS = [...Object.keys(ATTENTION), 'SOMETHING_NEW'].map((code) => ({
  code,
  at: T0.toISOString(),
}));

/** All that the merchant's people can read about orders of this channel. */
function readOf(channel: string): string {
  const shown = ORDERS.flatMap((answer) => {
    const order = { ...answer, channel, history: EVERYTHING, attention: ATTENTIONS, can: ALL_STEPS };
    return [
      orderPage(order),
      cardOf(order, T0),
      ALL_STEPS.map((step) => stepForm(step, order)),
      ALL_STEPS.flatMap((step) =>
        ['0', '120'].map((amount) => questionBefore(step, order, { amount, day: '2026-03-02' })),
      ),
      ALL_STEPS.map((step) => naming(channelOf(order), CHANNEL_CANNOT[step] ?? '')),
    ];
  });
  return JSON.stringify(shown);
}

const WECHATPAY = /微信|商户平台/;
const ALIPAY = /支付宝|芝麻/;

describe('what the merchant’s people read about an order', () => {
  it('of Alipay names Alipay, and never WeChat', () => {
    const { name, product, backOffice } = CHANNELS.alipay;
    const read = readOf('alipay');
    for (const word of [name, product, backOffice]) expect(read).toContain(word);
    expect(read.match(WECHATPAY)).toBeNull();
  });

  it('of WeChat Pay names WeChat Pay, and never Alipay', () => {
    const { name, product, backOffice } = CHANNELS.wechatpay;
    const read = readOf('wechatpay');
    for (const word of [name, product, backOffice]) expect(read).toContain(word);
    expect(read.match(ALIPAY)).toBeNull();
  });

  it.each(['unionpay', 'toString'])(
    'of a channel that this version does not know, %s, names none',
    (name) => {
      const read = readOf(name);
      expect(read).toContain(UNKNOWN_CHANNEL.name);
      expect([read.match(WECHATPAY), read.match(ALIPAY)]).toEqual([null, null]);
      expect(read).not.toMatch(/undefined|=>/);
    },
  );

  it('has the channel in its record, and beside it only where it is not the usual one', () => {
    const of = (channel: string) => {
      const order = { ...merchantAnswerOf(orderIn('accepted')), channel };
      const { record, channel: tag, spoken } = orderPage(order);
      const card = cardOf(order, T0);
      const row = record.rows.find(({ label }) => label === '付款渠道')?.value;
      return { row, tags: [tag, card.channel], spoken: [spoken, card.spoken] };
    };
    expect(of('alipay')).toEqual({
      row: '支付宝',
      tags: ['支付宝', '支付宝'],
      spoken: ['待发货，支付宝，应收 168元', '订单，待发货，白瓷茶具，支付宝，应收 168元'],
    });
    expect(of('wechatpay')).toEqual({
      row: '微信支付',
      tags: ['', ''],
      spoken: ['待发货，应收 168元', '订单，待发货，白瓷茶具，应收 168元'],
    });
  });

  it('says truly what becomes of a collection that runs, where less is to be paid', () => {
    const lower = (channel: string) =>
      questionBefore(
        'lower',
        { ...merchantAnswerOf(orderIn('settling')), channel },
        { amount: '120', reason: 'x' },
      )?.content;
    expect(lower('wechatpay')).toContain('请微信支付改扣 ¥120.00');
    expect(lower('alipay')).toContain('支付宝仍按原金额扣款；多扣到的会退给买家');
  });
});
