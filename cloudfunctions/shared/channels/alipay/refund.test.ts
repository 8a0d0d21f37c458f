import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS, refused, SAYS, TRADE_NO } from '../../testing/alipayAnswers.ts';
import { APP_KEYS, anAlipayConfig, answerTo, requestAt, SUCCESS } from '../../testing/alipayPeer.ts';
import { ORDER } from '../../testing/builders.ts';
import { type Answer, ScriptedServer, unsigned } from '../../testing/scriptedServer.ts';
import { type AlipayClient, openClient } from './client.ts';
import { queryRefund, sendRefund } from './refund.ts';
import { refundRequest } from './requests.ts';

const server = new ScriptedServer();
let client: AlipayClient;
beforeAll(async () => {
  client = openClient(anAlipayConfig({ gateway: `${await server.start()}/gateway.do` }));
});
afterAll(() => server.stop());

const REFUND_NO = `${ORDER}-1`;
const asked = {
  orderId: ORDER,
  refundNo: REFUND_NO,
  transactionId: TRADE_NO,
  amountFen: 6_800,
  paidFen: 16_800,
};
const send = (...answers: readonly Answer[]) => {
  server.answers(...answers);
  return sendRefund(client, refundRequest(asked));
};
const query = (answer: Answer) => {
  server.answers(answer);
  return queryRefund(client, asked);
};
const DONE = {
  kind: 'facts',
  facts: { refundNo: REFUND_NO, channelRefundId: REFUND_NO, amountFen: 6_800, stage: 'refunded' },
};
const UNEXPECTED = { kind: 'unknown', cause: 'unexpected answer' };
const NOTHING_KNOWN = answerTo(METHODS.refundQuery, SUCCESS);

describe('a refund', () => {
  it('names the payment, its own number and the amount in yuan', async () => {
    expect(await send(SAYS.refund())).toEqual(DONE);
    expect(requestAt(server, 0)).toMatchObject({
      method: METHODS.refund,
      content: { trade_no: TRADE_NO, out_request_no: REFUND_NO, refund_amount: '68.00' },
    });
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['moved no money', SAYS.refund({ fund_change: 'N' })],
    ['does not say whether it moved money', SAYS.refund({ fund_change: undefined })],
  ])('whose answer %s is asked for', async (_what, answer) => {
    expect(await send(answer, SAYS.refundOf(REFUND_NO))).toEqual(DONE);
    expect(requestAt(server, 1)).toMatchObject({
      method: METHODS.refundQuery,
      content: { trade_no: TRADE_NO, out_request_no: REFUND_NO },
    });
  });

  it('that was taken and is not done yet has neither succeeded nor failed', async () => {
    const answer = await send(SAYS.refund({ fund_change: 'N' }), NOTHING_KNOWN);
    expect(answer).toEqual({ kind: 'unknown', cause: 'not refunded yet' });
  });

  it.each(['ACQ.SELLER_BALANCE_NOT_ENOUGH', 'ACQ.TRADE_HAS_FINISHED', 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL'])(
    'may be refused with %s',
    async (code) => {
      expect(await send(refused('refund', code))).toEqual({ kind: 'refused', code, signed: true });
    },
  );

  it('of a payment that is not there is not found', async () => {
    expect(await send(refused('refund', 'ACQ.TRADE_NOT_EXIST'))).toEqual({ kind: 'notFound', signed: true });
  });

  it.each<[string, readonly Answer[]]>([
    ['of another payment', [SAYS.refund({ trade_no: '1' })]],
    ['with another word for what moved', [SAYS.refund({ fund_change: 'PERHAPS' })]],
    ['that is broken', [refused('refund', 'ACQ.SYSTEM_ERROR')]],
    ['that a stranger has signed', [answerTo(METHODS.refund, SUCCESS, APP_KEYS.privateKey)]],
    ['that is lost', ['hang up']],
    ['whose second part is lost', [SAYS.refund({ fund_change: 'N' }), unsigned(500, '')]],
  ])('with an answer %s is unknown', async (_what, answers) => {
    expect((await send(...answers)).kind).toBe('unknown');
  });
});

describe('asked for, a refund', () => {
  it('is done if Alipay says so', async () => {
    expect(await query(SAYS.refundOf(REFUND_NO))).toEqual(DONE);
  });

  it('tells its own amount', async () => {
    const answer = SAYS.refundOf(REFUND_NO, { refund_amount: '0.01' });
    expect(await query(answer)).toMatchObject({ facts: { amountFen: 1 } });
  });

  it.each([
    ['is not named at all', NOTHING_KNOWN],
    ['has no state', SAYS.refundOf(REFUND_NO, { refund_status: undefined })],
    ['is of a payment that is not there', refused('refundQuery', 'ACQ.TRADE_NOT_EXIST')],
  ])('is not there, or not yet, if it %s', async (_what, answer) => {
    expect(await query(answer)).toEqual({ kind: 'notFound', signed: true });
  });

  it.each([
    ['another refund', SAYS.refundOf(`${ORDER}-2`)],
    ['a refund of another payment', SAYS.refundOf(REFUND_NO, { trade_no: '1' })],
    ['no refund of another payment', SAYS.refundOf(REFUND_NO, { trade_no: '1', refund_status: undefined })],
    ['no number', SAYS.refundOf(REFUND_NO, { out_request_no: undefined })],
    ['no amount', SAYS.refundOf(REFUND_NO, { refund_amount: undefined })],
    ['an amount that is none', SAYS.refundOf(REFUND_NO, { refund_amount: '-68.00' })],
    ['another state', SAYS.refundOf(REFUND_NO, { refund_status: 'REFUND_PROCESSING' })],
  ])('is unknown if the answer has %s', async (_what, answer) => {
    expect(await query(answer)).toEqual(UNEXPECTED);
  });
});
