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
import {
  ALIPAY_KEYS,
  APP_KEYS,
  alipayEnvironment,
  aMessage,
  anAlipayConfig,
  named,
  posted,
  requestIn,
  responseName,
  SUCCESS,
  signatureOf,
} from '../../testing/alipayPeer.ts';
import { anOrder, ORDER, T0 } from '../../testing/builders.ts';
import { type Answer, ScriptedServer, unsigned } from '../../testing/scriptedServer.ts';
import type { Channel } from '../channel.ts';
import { alipayChannel, openAlipay } from './alipay.ts';
import type { AlipayConfig } from './config.ts';

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
const HIS = { openid: OPENID, code: CODE };
const refundOf = { refundNo: `${ORDER}-1`, transactionId: TRADE_NO };

/** Everything that is asked of Alipay, and the method that it is asked by first. */
const CALLS: readonly (readonly [string, string, () => Promise<{ readonly kind: string }>])[] = [
  [
    'create',
    METHODS.agreement,
    () => {
      const { lines } = order;
      const request = channel.createRequest({ orderId: ORDER, amountFen: 1, lines, agreementCode: CODE });
      return channel.send('create', request, order, { openid: OPENID });
    },
  ],
  [
    'complete',
    METHODS.pay,
    () => channel.send('complete', channel.completeRequest(ORDER, 1, T0), order, null),
  ],
  ['cancel', METHODS.orderQuery, () => channel.send('cancel', channel.cancelRequest(ORDER, ''), order, null)],
  [
    'refund',
    METHODS.refund,
    () =>
      channel.sendRefund(channel.refundRequest({ orderId: ORDER, ...refundOf, amountFen: 1, paidFen: 1 })),
  ],
  ['query', METHODS.orderQuery, () => channel.query(order)],
  ['queryRefund', METHODS.refundQuery, () => channel.queryRefund(refundOf)],
  ['queryAuthorisation', METHODS.agreement, () => channel.queryAuthorisation(HIS)],
  ['queryConfirmer', METHODS.agreement, () => channel.queryConfirmer(AGREEMENT_ID, HIS)],
];

describe('what this channel can', () => {
  const can = (changes: Partial<AlipayConfig>) => alipayChannel(anAlipayConfig(changes)).can;

  it('follows from the vendor’s calls', () => {
    expect(can({})).toEqual({
      authorisesOnce: true,
      knowsUnconfirmed: true,
      confirmingAgrees: true,
      lowersAmount: false,
      collectsAgain: false,
      notesPaidElsewhere: false,
      endsAuthorisation: false,
      announcesCharge: false,
      buyersInWechat: false,
      maxOrderFen: null,
    });
    const each = { authorisesOnce: false, knowsUnconfirmed: false, confirmingAgrees: true };
    expect(can({ agreement: 'each' })).toMatchObject(each);
  });

  it('is read from the environment', () => {
    const environment = alipayEnvironment({ ALIPAY_AGREEMENT: 'each' });
    expect(openAlipay(environment)).toMatchObject({ name: 'alipay', can: { authorisesOnce: false } });
  });

  it.each([
    ['modify', () => channel.modifyRequest(ORDER, 1, '')],
    ['collectAgain', () => channel.collectAgainRequest(ORDER)],
    ['paidElsewhere', () => channel.paidElsewhereRequest(ORDER, T0)],
  ] as const)('is not to %s: nothing is sent', async (kind, request) => {
    server.answers();
    expect(await channel.send(kind, request(), order, null)).toEqual({
      kind: 'refused',
      code: 'NOT_SUPPORTED',
      signed: true,
    });
    expect(server.asked).toEqual([]);
  });

  it('is neither to end an agreement, nor to announce a charge, nor to show an order', async () => {
    server.answers();
    expect(await channel.endAuthorisation(HIS, '')).toBe('refused');
    expect(await channel.announceCharge({ order, chargeFen: 1, chargeAt: T0 })).toBe('refused');
    expect(channel.detailView(ORDER, T0)).toBeNull();
    expect(server.asked).toEqual([]);
    expect(channel.whereToEnd).toContain('支付宝');
  });
});

describe('every answer proves nothing', () => {
  const paid = { ...SUCCESS, credit_biz_order_id: ZMCB, order_status: 'TRADE_FINISHED' };
  const sha1 = (method: string): Answer => {
    const text = JSON.stringify(paid);
    const sign = signatureOf(text, ALIPAY_KEYS.privateKey, 'RSA-SHA1');
    return unsigned(200, `{"${responseName(method)}":${text},"sign":"${sign}"}`);
  };

  it.each<[string, (method: string) => Answer]>([
    ['that nobody has signed', (method) => unsigned(200, { [responseName(method)]: paid })],
    ['that the merchant has signed', (method) => named(responseName(method), paid, APP_KEYS.privateKey)],
    ['that is signed with SHA-1', sha1],
    ['to another question', () => named('alipay_x_response', paid)],
    ['that is empty', (method) => named(responseName(method), SUCCESS)],
    ['with the status 500', () => unsigned(500, '{}')],
    ['that leads elsewhere', () => unsigned(302, '')],
    ['that is an error without a signature', () => unsigned(200, { error_response: { code: '40004' } })],
    ['that says that Alipay cannot be reached', (method) => named(responseName(method), { code: '20000' })],
    [
      'that says that we call too often',
      (method) => named(responseName(method), { code: '40005', sub_code: 'isv.app-call-limited' }),
    ],
  ])('%s', async (what, answer) => {
    for (const [name, method, call] of CALLS) {
      server.answers(answer(method));
      // An answer that names no refund says that there is none.
      const expected = name === 'queryRefund' && what === 'that is empty' ? 'notFound' : 'unknown';
      expect([name, (await call()).kind]).toEqual([name, expected]);
    }
  });

  it('if it is lost', async () => {
    for (const [name, , call] of CALLS) {
      server.answers('hang up');
      expect([name, (await call()).kind]).toEqual([name, 'unknown']);
    }
  });
});

describe('a refusal of what is configured here', () => {
  it.each(['isv.invalid-signature', 'isv.invalid-app-id', 'isv.insufficient-isv-permissions'])(
    'such as %s says so',
    async (code) => {
      for (const [name, method, call] of CALLS) {
        server.answers(named(responseName(method), { code: '40002', sub_code: code }));
        const expected = { kind: 'refused', code, signed: true, misconfigured: true };
        expect([name, await call()]).toEqual([name, expected]);
      }
    },
  );
});

describe('through the channel', () => {
  it('an order is asked for, and a refund', async () => {
    server.answers(SAYS.order(), SAYS.noTrade());
    expect(await channel.query(order)).toMatchObject({ kind: 'facts', facts: { stage: 'running' } });
    server.answers(refused('orderQuery', 'ORDER_NOT_EXIST'));
    expect(await channel.query(order)).toEqual({ kind: 'notFound', signed: true });
    server.answers(SAYS.refundOf(refundOf.refundNo));
    expect(await channel.queryRefund(refundOf)).toMatchObject({ facts: { amountFen: 6_800 } });
  });

  it('an agreement is started, and asked for', async () => {
    const started = await channel.startAuthorisation(CODE);
    if (started.kind !== 'view') throw new Error('no page');
    expect(requestIn(started.view.extraData['signStr'] ?? '').content).toMatchObject({
      out_agreement_no: CODE,
    });
    server.answers(SAYS.agreement());
    expect(await channel.queryAuthorisation(HIS)).toEqual({ kind: 'state', state: 'active' });
  });

  it('what Alipay tells is read', () => {
    const message = aMessage('creditbizorder', { out_order_no: ORDER }, T0);
    expect(channel.readCallback(posted(message)).content).toEqual({ kind: 'ask', orderId: ORDER });
  });
});
