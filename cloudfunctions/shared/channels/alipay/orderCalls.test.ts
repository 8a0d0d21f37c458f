import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AGREEMENT_ID,
  CODE,
  METHODS,
  OPENID,
  refused,
  SAYS,
  TRADE_NO,
  ZMCB,
} from '../../testing/alipayAnswers.ts';
import { anAlipayConfig, answerTo, requestAt, requestIn, SUCCESS } from '../../testing/alipayPeer.ts';
import { aLine, anOrder, ORDER, T0 } from '../../testing/builders.ts';
import { type Answer, ScriptedServer } from '../../testing/scriptedServer.ts';
import type { Channel } from '../channel.ts';
import { alipayChannel } from './alipay.ts';
import type { AlipayConfig } from './config.ts';

const server = new ScriptedServer();
let gateway: string;
let channel: Channel;

beforeAll(async () => {
  gateway = `${await server.start()}/gateway.do`;
});
afterAll(() => server.stop());
beforeEach(() => open({}));

function open(changes: Partial<AlipayConfig>): void {
  channel = alipayChannel(anAlipayConfig({ gateway, ...changes }));
}

const order = anOrder({ channel: 'alipay', channelOrderId: ZMCB });
const created = anOrder({ channel: 'alipay' });
const payer = { openid: OPENID };
const UNEXPECTED = { kind: 'unknown', cause: 'unexpected answer' };
const facts = (changes: object) => ({
  kind: 'facts',
  facts: { orderId: ORDER, channelOrderId: ZMCB, amountFen: null, payment: null, ...changes },
  confirmView: null,
});

const create = (...answers: readonly Answer[]) => {
  server.answers(...answers);
  const request = channel.createRequest({
    orderId: ORDER,
    amountFen: 16_800,
    lines: created.lines,
    agreementCode: CODE,
  });
  return channel.send('create', request, created, payer);
};
const debit = (...answers: readonly Answer[]) => {
  server.answers(...answers);
  return channel.send('complete', channel.completeRequest(ORDER, 16_800, T0), order, null);
};
const methods = () => server.asked.map((_one, index) => requestAt(server, index).method);

describe('an order', () => {
  it('is placed under the buyer’s agreement, once that was looked at', async () => {
    expect(await create(SAYS.agreement(), SAYS.placed())).toEqual(facts({ stage: 'running' }));
    expect(methods()).toEqual([METHODS.agreement, METHODS.order]);
    expect(requestAt(server, 0).content).toEqual({ out_agreement_no: CODE });
    expect(requestAt(server, 1).content).toEqual({
      out_order_no: ORDER,
      subject: '白瓷茶具',
      order_amount: '168.00',
      amount_type: 'ORDER_AMOUNT',
      credit_agreement_id: AGREEMENT_ID,
      category_id: 'credit_pay_after_use',
      product_code: 'CREDIT_PAY_AFTER_USE',
    });
  });

  it('tells what is bought', async () => {
    server.answers(SAYS.agreement(), SAYS.placed());
    const lines = [aLine({ title: '茶/杯', quantity: 3 })];
    const request = channel.createRequest({ orderId: ORDER, amountFen: 1, lines, agreementCode: CODE });
    await channel.send('create', request, { ...created, lines }, payer);
    expect(requestAt(server, 1).content).toMatchObject({ subject: '茶 杯 等 3 件', order_amount: '0.01' });
  });

  it.each([
    ['was never given', refused('agreement', 'CREDIT_AGREEMENT_NOT_EXIST'), 'CREDIT_AGREEMENT_NOT_EXIST'],
    ['has ended', SAYS.agreement({ agreement_status: 'INVALID' }), 'CREDIT_AGREEMENT_INVALID'],
    ['is refused', refused('agreement', 'ILLEGAL_QUERY'), 'ILLEGAL_QUERY'],
  ])('is refused if the agreement %s, and nothing is placed', async (_what, answer, code) => {
    expect(await create(answer)).toEqual({ kind: 'refused', code, signed: true });
    expect(methods()).toEqual([METHODS.agreement]);
  });

  it.each([
    ['is that of somebody else', SAYS.agreement({ open_id: 'openid-2' })],
    ['is not told', refused('agreement', 'SYSTEM_ERROR')],
  ])('is not placed if the agreement %s', async (_what, answer) => {
    expect((await create(answer)).kind).toBe('unknown');
    expect(methods()).toEqual([METHODS.agreement]);
  });

  it.each(['ZHIMA_EVALUATE_NO_PASS', 'ZHIMA_CHECK_NO_PASS', 'CREDIT_AGREEMENT_INVALID', 'INVALID_PARAMETER'])(
    'may be refused with %s',
    async (code) => {
      expect(await create(SAYS.agreement(), refused('order', code))).toEqual({
        kind: 'refused',
        code,
        signed: true,
      });
    },
  );

  it.each([
    ['another order', SAYS.placed({ out_order_no: 'b'.repeat(32) })],
    ['no order', SAYS.placed({ out_order_no: undefined })],
    ['no number of Alipay’s', SAYS.placed({ credit_biz_order_id: undefined })],
  ])('is unknown if the answer names %s', async (_what, answer) => {
    expect(await create(SAYS.agreement(), answer)).toEqual(UNEXPECTED);
  });

  it.each(['SYSTEM_ERROR', 'BIZ_ERROR'])('is unknown with %s', async (code) => {
    expect(await create(SAYS.agreement(), refused('order', code))).toEqual({ kind: 'unknown', cause: code });
  });
});

describe('an order that its buyer confirms', () => {
  beforeEach(() => open({ agreement: 'each', categoryId: 'ZHIMA_AUTH' }));

  it('is a page of Alipay’s, and nothing is sent', async () => {
    const outcome = await create();
    expect(outcome).toMatchObject({
      facts: { orderId: ORDER, channelOrderId: ORDER, stage: 'awaitingBuyer', payment: null },
      confirmView: { businessType: 'alipayPage' },
    });
    expect(server.asked).toEqual([]);
    if (outcome.kind !== 'facts') throw new Error('no facts');
    expect(requestIn(outcome.confirmView?.extraData['signStr'] ?? '')).toMatchObject({
      method: METHODS.create,
      content: {
        out_order_no: ORDER,
        subject: '白瓷茶具',
        order_amount: '168.00',
        amount_type: 'ORDER_AMOUNT',
        zm_service_id: '2021000000000000000000000001',
        category_id: 'ZHIMA_AUTH',
        product_code: 'CREDIT_PAY_AFTER_USE',
      },
    });
  });
});

describe('固定金额', () => {
  it.each(['once', 'each'] as const)('is not declared yet: no order is placed (%s)', async (agreement) => {
    open({ mode: 'fixed', agreement });
    expect(await create()).toEqual({
      kind: 'refused',
      code: 'FIXED_AMOUNT_UNDECLARED',
      signed: true,
      misconfigured: true,
    });
    expect(server.asked).toEqual([]);
  });
});

describe('a debit', () => {
  it('goes by Alipay’s number of the order, and asks to be told of it under ours', async () => {
    await debit(SAYS.taken(), SAYS.order(), SAYS.trade());
    expect(methods()).toEqual([METHODS.pay, METHODS.orderQuery, METHODS.tradeQuery]);
    const { content, parameters } = requestAt(server, 0);
    expect(content).toEqual({
      out_trade_no: ZMCB,
      auth_code: ZMCB,
      total_amount: '168.00',
      subject: '先用后付扣款',
      scene: 'ZHIMA_CREDIT_CODE',
      product_code: 'GENERAL_WITHHOLDING',
      is_async_pay: true,
      extend_params: { creditTradeScene: 'CREDIT_PAY_UNCERTAIN_FEE' },
    });
    expect(parameters['notify_url']).toBe(`https://houfu.service.tcloudbase.com/alipay/notify/${ORDER}`);
  });

  it.each([
    ['waits for its money', SAYS.order(), SAYS.trade(), { stage: 'collecting', amountFen: 16_800 }],
    [
      'has its money',
      SAYS.order('TRADE_FINISHED'),
      SAYS.trade('TRADE_SUCCESS', { send_pay_date: '2026-03-01 10:00:00' }),
      {
        stage: 'paid',
        amountFen: 16_800,
        payment: { paidFen: 16_800, paidAt: T0, transactionId: TRADE_NO },
      },
    ],
    ['is not seen yet', SAYS.order(), SAYS.noTrade(), { stage: 'running' }],
  ])('that was taken and %s is what its order says', async (_what, orderAnswer, tradeAnswer, expected) => {
    for (const code of ['10000', '10003'])
      expect(await debit(SAYS.taken({ code }), orderAnswer, tradeAnswer)).toEqual(facts(expected));
  });

  it.each([
    'ACQ.TRADE_HAS_SUCCESS',
    'ACQ.TRADE_HAS_CLOSE',
    'ACQ.BUYER_BALANCE_NOT_ENOUGH',
    'ACQ.PAYMENT_FAIL',
  ])('may be refused with %s', async (code) => {
    expect(await debit(refused('pay', code))).toEqual({ kind: 'refused', code, signed: true });
  });

  it.each<[string, readonly Answer[]]>([
    [
      'the answer is about another order',
      [SAYS.taken({ out_trade_no: 'ZMCB2' }), SAYS.order(), SAYS.trade()],
    ],
    ['the answer is about no order', [answerTo(METHODS.pay, SUCCESS), SAYS.order(), SAYS.trade()]],
    ['its order is another one', [SAYS.taken(), SAYS.order('INIT', { credit_biz_order_id: 'ZMCB2' })]],
    ['Alipay does not know itself', [refused('pay', 'aop.ACQ.SYSTEM_ERROR', '20000')]],
    ['the connection breaks', ['hang up']],
    ['its order is not told', [SAYS.taken(), 'hang up']],
  ])('is unknown if %s', async (_what, answers) => {
    expect((await debit(...answers)).kind).toBe('unknown');
  });
});
