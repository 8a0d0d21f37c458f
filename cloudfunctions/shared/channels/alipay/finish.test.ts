import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { METHODS, refused, SAYS, ZMCB } from '../../testing/alipayAnswers.ts';
import { anAlipayConfig, requestAt } from '../../testing/alipayPeer.ts';
import { anOrder, ORDER } from '../../testing/builders.ts';
import { type Answer, ScriptedServer } from '../../testing/scriptedServer.ts';
import type { Channel } from '../channel.ts';
import { alipayChannel } from './alipay.ts';

const server = new ScriptedServer();
let gateway: string;
let channel: Channel;

beforeAll(async () => {
  gateway = `${await server.start()}/gateway.do`;
});
afterAll(() => server.stop());
beforeEach(() => {
  channel = alipayChannel(anAlipayConfig({ gateway }));
});

const order = anOrder({ channel: 'alipay', channelOrderId: ZMCB });
const UNEXPECTED = { kind: 'unknown', cause: 'unexpected answer' };
const facts = (changes: object) => ({
  kind: 'facts',
  facts: { orderId: ORDER, channelOrderId: ZMCB, amountFen: null, payment: null, ...changes },
  confirmView: null,
});
const cancel = (...answers: readonly Answer[]) => {
  server.answers(...answers);
  return channel.send('cancel', channel.cancelRequest(ORDER, '不想要了'), order, null);
};
const methods = () => server.asked.map((_one, index) => requestAt(server, index).method);

describe('an end', () => {
  it.each([
    ['runs', SAYS.noTrade()],
    ['is being debited', SAYS.trade()],
  ])('of an order that %s is sent under Alipay’s number', async (_what, trade) => {
    expect(await cancel(SAYS.order(), trade, SAYS.finished())).toEqual(facts({ stage: 'closed' }));
    expect(requestAt(server, 2)).toMatchObject({
      method: METHODS.finish,
      content: {
        credit_biz_order_id: ZMCB,
        is_fulfilled: 'false',
        out_request_no: ORDER,
        remark: '不想要了',
      },
    });
  });

  it('is the fact, also in the answers of old', async () => {
    expect(await cancel(SAYS.order(), SAYS.noTrade(), SAYS.finished({ order_status: undefined }))).toEqual(
      facts({ stage: 'closed' }),
    );
  });

  it.each([
    ['ended', SAYS.order('TRADE_CLOSED'), SAYS.noTrade(), 'closed'],
    ['paid', SAYS.order('TRADE_FINISHED'), SAYS.trade('TRADE_SUCCESS'), 'paid'],
  ])('of an order that is %s already is not sent', async (_what, orderAnswer, trade, stage) => {
    expect(await cancel(orderAnswer, trade)).toMatchObject({ kind: 'facts', facts: { stage } });
    expect(server.asked).toHaveLength(2);
  });

  it('of an order that is not there finds none', async () => {
    expect(await cancel(refused('orderQuery', 'ORDER_NOT_EXIST'))).toEqual({
      kind: 'notFound',
      signed: true,
    });
  });

  it('may be refused', async () => {
    const code = 'ORDER_STATUS_INVALID';
    expect(await cancel(SAYS.order(), SAYS.noTrade(), refused('finish', code))).toEqual({
      kind: 'refused',
      code,
      signed: true,
    });
  });

  it.each([
    ['another order', SAYS.finished({ credit_biz_order_id: 'ZMCB2' })],
    ['no order', SAYS.finished({ credit_biz_order_id: undefined })],
    ['an order that was paid meanwhile', SAYS.finished({ order_status: 'TRADE_FINISHED' })],
  ])('is unknown if the answer names %s', async (_what, answer) => {
    expect(await cancel(SAYS.order(), SAYS.noTrade(), answer)).toEqual(UNEXPECTED);
  });

  it('is not sent where nothing is known of the order', async () => {
    expect((await cancel(refused('orderQuery', 'SYSTEM_ERROR'))).kind).toBe('unknown');
    expect(server.asked).toHaveLength(1);
  });
});

describe('an end of an order that its buyer confirms', () => {
  beforeEach(() => {
    channel = alipayChannel(anAlipayConfig({ gateway, agreement: 'each' }));
  });

  it('finds nothing to end as long as he has not', async () => {
    server.answers(refused('orderQuery', 'ORDER_NOT_EXIST'));
    const request = channel.cancelRequest(ORDER, '超时未确认');
    const unconfirmed = { ...order, channelOrderId: ORDER };
    expect(await channel.send('cancel', request, unconfirmed, null)).toEqual(
      facts({ channelOrderId: ORDER, stage: 'closed' }),
    );
    expect(methods()).toEqual([METHODS.orderQuery]);
  });

  it('is sent like any other once he has', async () => {
    expect(await cancel(SAYS.order(), SAYS.noTrade(), SAYS.finished())).toEqual(facts({ stage: 'closed' }));
  });

  it('needs nobody’s agreement, nor to know whose it is', async () => {
    const confirmed = { ...order, channelOrderId: ORDER };
    server.answers(SAYS.order('INIT', { credit_agreement_id: undefined }), SAYS.noTrade(), SAYS.finished());
    const request = channel.cancelRequest(ORDER, '不想要了');
    expect(await channel.send('cancel', request, confirmed, null)).toEqual(facts({ stage: 'closed' }));
    expect(methods()).toEqual([METHODS.orderQuery, METHODS.tradeQuery, METHODS.finish]);
  });
});
