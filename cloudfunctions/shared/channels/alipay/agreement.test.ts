import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGREEMENT_ID, CODE, METHODS, OPENID, refused, SAYS } from '../../testing/alipayAnswers.ts';
import { anAlipayConfig, requestAt, requestIn } from '../../testing/alipayPeer.ts';
import { type Answer, ScriptedServer, unsigned } from '../../testing/scriptedServer.ts';
import { queryAgreement, queryConfirmer, readAgreement, startAgreement } from './agreement.ts';
import { type AlipayClient, openClient } from './client.ts';

const server = new ScriptedServer();
const config = anAlipayConfig();
let client: AlipayClient;
beforeAll(async () => {
  client = openClient({ ...config, gateway: `${await server.start()}/gateway.do` });
});
afterAll(() => server.stop());

const HIS = { openid: OPENID, code: CODE };
const NOBODYS = { openid: null, code: CODE };
const ask = (answer: Answer, whose: { openid: string | null; code: string } = HIS) => {
  server.answers(answer);
  return queryAgreement(client, whose);
};

describe('an agreement', () => {
  it('is started on Alipay’s page, under our number', () => {
    const { businessType, extraData } = startAgreement(config, client, CODE);
    expect(businessType).toBe('alipayPage');
    expect(requestIn(extraData['signStr'] ?? '')).toMatchObject({
      method: METHODS.sign,
      content: {
        out_agreement_no: CODE,
        zm_service_id: config.serviceId,
        category_id: 'credit_pay_after_use',
        product_code: 'CREDIT_PAY_AFTER_USE',
      },
    });
    expect(
      startAgreement({ ...config, categoryId: 'ZHIMA_AUTH' }, client, CODE).extraData['signStr'],
    ).toContain('ZHIMA_AUTH');
  });

  it('is asked for by our number', async () => {
    expect(await ask(SAYS.agreement())).toEqual({ kind: 'state', state: 'active' });
    expect(requestAt(server, 0)).toMatchObject({
      method: METHODS.agreement,
      content: { out_agreement_no: CODE },
    });
  });

  it.each([
    ['VALID', 'active'],
    ['INVALID', 'ended'],
  ])('that is %s is %s', async (agreement_status, state) => {
    expect(await ask(SAYS.agreement({ agreement_status }))).toEqual({ kind: 'state', state });
  });

  it.each(['CREDIT_AGREEMENT_NOT_EXIST', 'CREDIT_AUTH_NOT_EXIST'])(
    'with %s was never given',
    async (code) => {
      expect(await ask(refused('agreement', code))).toEqual({ kind: 'state', state: 'never' });
    },
  );

  it('is known by either name of its user', async () => {
    const answer = SAYS.agreement({ open_id: undefined, alipay_user_id: OPENID });
    expect(await ask(answer)).toEqual({ kind: 'state', state: 'active' });
  });

  it('keeps the earlier numbers that its user came with', async () => {
    expect(await ask(SAYS.agreement({ out_agreement_no: 'code-0' }))).toEqual({
      kind: 'state',
      state: 'active',
    });
  });

  it('is asked for by its number alone once nobody knows any more whose it is', async () => {
    expect(await ask(SAYS.agreement({ open_id: undefined }), NOBODYS)).toEqual({
      kind: 'state',
      state: 'active',
    });
    expect(await ask(SAYS.agreement({ out_agreement_no: 'code-0' }), NOBODYS)).toMatchObject({
      kind: 'unknown',
    });
  });

  it('is read whole where an order rests on it', async () => {
    server.answers(SAYS.agreement());
    expect(await readAgreement(client, HIS)).toMatchObject({
      kind: 'agreement',
      agreement: { credit_agreement_id: AGREEMENT_ID },
    });
  });
});

describe('who has confirmed an order', () => {
  const whoConfirmed = (answer: Answer) => {
    server.answers(answer);
    return queryConfirmer(client, AGREEMENT_ID, { openid: OPENID });
  };

  it('is asked for by Alipay’s number of the agreement', async () => {
    await whoConfirmed(SAYS.agreement());
    expect(requestAt(server, 0)).toMatchObject({
      method: METHODS.agreement,
      content: { credit_agreement_id: AGREEMENT_ID },
    });
  });

  it.each([
    ['its buyer', SAYS.agreement(), true],
    ['its buyer, who has ended it since', SAYS.agreement({ agreement_status: 'INVALID' }), true],
    ['its buyer by his other name', SAYS.agreement({ open_id: undefined, alipay_user_id: OPENID }), true],
    ['somebody else', SAYS.agreement({ open_id: 'openid-2' }), false],
    ['somebody else by his other name', SAYS.agreement({ open_id: undefined, alipay_user_id: '2' }), false],
  ])('is %s', async (_who, answer, isPayer) => {
    expect(await whoConfirmed(answer)).toEqual({ kind: 'confirmer', isPayer });
  });

  it.each([
    [
      'it is nobody’s',
      SAYS.agreement({ open_id: undefined }),
      { kind: 'unknown', cause: 'nobody’s agreement' },
    ],
    ['it is another one', SAYS.agreement({ credit_agreement_id: 'ZM2' }), { kind: 'unknown' }],
    ['it is not there', refused('agreement', 'CREDIT_AGREEMENT_NOT_EXIST'), { kind: 'notFound' }],
  ])('is not known if %s', async (_what, answer, expected) => {
    expect(await whoConfirmed(answer)).toMatchObject(expected);
  });
});

describe('an answer proves nothing', () => {
  it.each([
    [
      'about the agreement of somebody else',
      SAYS.agreement({ open_id: 'openid-2' }),
      'somebody else’s agreement',
    ],
    [
      'about the agreement of somebody else, in other words',
      SAYS.agreement({ open_id: undefined, alipay_user_id: '2088' }),
      'somebody else’s agreement',
    ],
    ['about nobody’s agreement', SAYS.agreement({ open_id: undefined }), 'nobody’s agreement'],
    ['in a state that is not documented', SAYS.agreement({ agreement_status: 'STOP' }), 'unexpected answer'],
    ['without a number', SAYS.agreement({ credit_agreement_id: 7 }), 'unexpected answer'],
    ['that is an error', refused('agreement', 'SYSTEM_ERROR'), 'SYSTEM_ERROR'],
    ['that nobody has signed', unsigned(200, '{}'), 'UNSIGNED'],
  ])('%s', async (_what, answer, cause) => {
    expect(await ask(answer)).toEqual({ kind: 'unknown', cause });
  });

  it('that is a refusal', async () => {
    const code = 'ILLEGAL_QUERY';
    expect(await ask(refused('agreement', code))).toEqual({ kind: 'refused', code, signed: true });
  });
});
