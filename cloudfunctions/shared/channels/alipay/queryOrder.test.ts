import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGREEMENT_ID, METHODS, refused, SAYS, ZMCB } from '../../testing/alipayAnswers.ts';
import { anAlipayConfig, requestAt } from '../../testing/alipayPeer.ts';
import { ORDER } from '../../testing/builders.ts';
import { type Answer, ScriptedServer, unsigned } from '../../testing/scriptedServer.ts';
import type { AskedOrder } from '../channel.ts';
import { type AlipayClient, openClient } from './client.ts';
import { queryOrder } from './queryOrder.ts';

const server = new ScriptedServer();
let client: AlipayClient;
beforeAll(async () => {
  client = openClient(anAlipayConfig({ gateway: `${await server.start()}/gateway.do` }));
});
afterAll(() => server.stop());

const NEW: AskedOrder = { _id: ORDER, channelOrderId: null };
const RUNNING: AskedOrder = { _id: ORDER, channelOrderId: ZMCB };
const UNEXPECTED = { kind: 'unknown', cause: 'unexpected answer' };

const ask = (answers: readonly Answer[], order = RUNNING, agreement: 'once' | 'each' = 'once') => {
  server.answers(...answers);
  return queryOrder({ agreement }, client, order);
};

describe('an order', () => {
  it('is asked for by our number, and its debit by Alipay’s', async () => {
    expect(await ask([SAYS.order(), SAYS.noTrade()])).toEqual({
      kind: 'facts',
      facts: { orderId: ORDER, channelOrderId: ZMCB, stage: 'running', amountFen: null, payment: null },
      confirmView: null,
    });
    expect(requestAt(server, 0)).toMatchObject({
      method: METHODS.orderQuery,
      content: { out_order_no: ORDER },
    });
    expect(requestAt(server, 1)).toMatchObject({
      method: METHODS.tradeQuery,
      content: { out_trade_no: ZMCB },
    });
  });

  it('tells its number at Alipay, where that is not known yet', async () => {
    expect(await ask([SAYS.order(), SAYS.trade()], NEW)).toMatchObject({
      facts: { channelOrderId: ZMCB, stage: 'collecting', amountFen: 16_800 },
    });
  });

  it('that is not there is not found', async () => {
    expect(await ask([refused('orderQuery', 'ORDER_NOT_EXIST')])).toEqual({ kind: 'notFound', signed: true });
    expect(server.asked).toHaveLength(1);
  });

  it('that its buyer must confirm, and has not, awaits him', async () => {
    const answers = [refused('orderQuery', 'ORDER_NOT_EXIST')];
    expect(await ask(answers, NEW, 'each')).toMatchObject({
      kind: 'facts',
      facts: { orderId: ORDER, channelOrderId: ORDER, stage: 'awaitingBuyer', amountFen: null },
    });
    const confirmed = { _id: ORDER, channelOrderId: ORDER };
    expect(await ask([SAYS.order(), SAYS.noTrade()], confirmed, 'each')).toMatchObject({
      facts: { channelOrderId: ZMCB, stage: 'running' },
      confirmedUnder: AGREEMENT_ID,
    });
    const unnamed = SAYS.order('INIT', { credit_agreement_id: undefined });
    expect(await ask([unnamed, SAYS.noTrade()], NEW, 'each')).toMatchObject({ confirmedUnder: null });
  });
});

describe('an answer proves nothing', () => {
  it.each<[string, readonly Answer[]]>([
    ['about another order of ours', [SAYS.order('INIT', { out_order_no: 'b'.repeat(32) })]],
    ['about another order of Alipay’s', [SAYS.order('INIT', { credit_biz_order_id: 'ZMCB2' })]],
    ['without its number', [SAYS.order('INIT', { credit_biz_order_id: undefined })]],
    ['in a state that is not documented', [SAYS.order('WAIT_FULFILL'), SAYS.noTrade()]],
    [
      'with the debit of another order',
      [SAYS.order(), SAYS.trade('TRADE_SUCCESS', { out_trade_no: 'ZMCB2' })],
    ],
    ['with a debit that is not understood', [SAYS.order(), SAYS.trade('PENDING')]],
    ['with a debit that contradicts it', [SAYS.order('TRADE_FINISHED'), SAYS.noTrade()]],
  ])('%s', async (_what, answers) => {
    expect(await ask(answers)).toEqual(UNEXPECTED);
  });

  it('about the order if there is none about its debit', async () => {
    expect(await ask([SAYS.order('TRADE_CLOSED'), refused('tradeQuery', 'ACQ.SYSTEM_ERROR')])).toEqual({
      kind: 'unknown',
      cause: 'ACQ.SYSTEM_ERROR',
    });
    expect(await ask([SAYS.order('TRADE_CLOSED'), unsigned(500, '')])).toEqual({
      kind: 'unknown',
      cause: 'HTTP 500',
    });
  });
});
