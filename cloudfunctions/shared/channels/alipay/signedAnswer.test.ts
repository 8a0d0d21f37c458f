import { AlipaySdk } from 'alipay-sdk';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ALIPAY_KEYS,
  APP_ID,
  APP_KEYS,
  responseName,
  SUCCESS,
  signatureOf,
} from '../../testing/alipayPeer.ts';
import { aKeyPair } from '../../testing/keyPair.ts';
import { ScriptedServer, unsigned } from '../../testing/scriptedServer.ts';
import { readSigned } from './signedAnswer.ts';

const METHOD = 'alipay.trade.query';
const NAME = responseName(METHOD);
const read = (text: string) => readSigned(text, METHOD, ALIPAY_KEYS.publicKey);

const WAITING = { ...SUCCESS, trade_status: 'WAIT_BUYER_PAY' };
const PAID = { ...SUCCESS, trade_status: 'TRADE_SUCCESS' };
const text = (content: object) => JSON.stringify(content);
const SIGNED = text(WAITING);
const SIGN = signatureOf(SIGNED);
const GENUINE = `{"${NAME}":${SIGNED},"sign":"${SIGN}"}`;
/** Whoever has seen the genuine answer once can write this one. */
const FORGED = `{"${NAME}":${SIGNED},"sign":"${SIGN}","${NAME}":${text(PAID)}}`;

describe('an answer', () => {
  it('is read if Alipay has signed it', () => {
    expect(read(GENUINE)).toEqual({ code: '10000', subCode: null, body: WAITING });
  });

  it('tells what was wrong', () => {
    const content = text({ code: '40004', msg: 'Business Failed', sub_code: 'ACQ.TRADE_NOT_EXIST' });
    const answer = `{"${NAME}":${content},"sign":"${signatureOf(content)}"}`;
    expect(read(answer)).toMatchObject({ code: '40004', subCode: 'ACQ.TRADE_NOT_EXIST' });
  });

  it('is signed as it is written: spaces, escapes, order and Chinese', () => {
    const content = '{ "b" : "https:\\/\\/a\\/b","a":"后付 {\\"sign\\":1}",\n"sign":"x" }';
    const answer = ` {\n"${NAME}" : ${content} , "sign" : "${signatureOf(content)}" } `;
    expect(read(answer)).toMatchObject({ body: { b: 'https://a/b', a: '后付 {"sign":1}', sign: 'x' } });
    const other = content.replaceAll('\\/', '/');
    expect(read(`{"${NAME}":${other},"sign":"${signatureOf(content)}"}`)).toEqual({ cause: 'BAD_SIGNATURE' });
  });

  it('may be an error of the gateway, if that is signed', () => {
    const content = text({ code: '40002', sub_code: 'isv.code-invalid' });
    const answer = `{"error_response":${content},"sign":"${signatureOf(content)}"}`;
    expect(read(answer)).toMatchObject({ code: '40002', subCode: 'isv.code-invalid' });
  });

  it('has no code where it is that of a login', () => {
    const content = text({ open_id: 'o', access_token: 't' });
    const answer = `{"${NAME}":${content},"sign":"${signatureOf(content)}"}`;
    expect(read(answer)).toMatchObject({ code: null, subCode: null, body: { open_id: 'o' } });
  });

  it.each([
    ['that nobody has signed', `{"${NAME}":${SIGNED}}`, 'UNSIGNED'],
    ['with an empty signature', `{"${NAME}":${SIGNED},"sign":""}`, 'UNSIGNED'],
    ['with a signature that is no text', `{"${NAME}":${SIGNED},"sign":null}`, 'UNSIGNED'],
    [
      'that is an error without a signature',
      '{"error_response":{"code":"40002","sub_code":"isv.invalid-app-id"}}',
      'UNSIGNED isv.invalid-app-id',
    ],
    ['that is hostile', '{"error_response":{"sub_code":"<script>"}}', 'UNSIGNED'],
    [
      'that a stranger has signed',
      GENUINE.replace(SIGN, signatureOf(SIGNED, aKeyPair().privateKey)),
      'BAD_SIGNATURE',
    ],
    [
      'that the merchant’s own key has signed',
      GENUINE.replace(SIGN, signatureOf(SIGNED, APP_KEYS.privateKey)),
      'BAD_SIGNATURE',
    ],
    [
      'that was signed with SHA-1',
      GENUINE.replace(SIGN, signatureOf(SIGNED, ALIPAY_KEYS.privateKey, 'RSA-SHA1')),
      'BAD_SIGNATURE',
    ],
    ['with other content', GENUINE.replace('WAIT_BUYER_PAY', 'TRADE_SUCCESS'), 'BAD_SIGNATURE'],
    ['to another question', GENUINE.replace(NAME, responseName('alipay.trade.pay')), 'UNEXPECTED'],
    ['with a forged one behind it', FORGED, 'UNSIGNED'],
    [
      'with a forged one behind it, and the signature again',
      `${FORGED.slice(0, -1)},"sign":"${SIGN}"}`,
      'BAD_SIGNATURE',
    ],
    ['with a forged one before it', `{"${NAME}":${text(PAID)},${GENUINE.slice(1)}`, 'BAD_SIGNATURE'],
    ['with something beside it', `{"x":1,${GENUINE.slice(1)}`, 'UNSIGNED'],
    ['with something behind it', `${GENUINE}{}`, 'UNSIGNED'],
    ['that is signed and no object', `{"${NAME}":{a},"sign":"${signatureOf('{a}')}"}`, 'UNEXPECTED'],
    ['that is a page', '<html>', 'UNSIGNED'],
    ['that is empty', '', 'UNSIGNED'],
    ['that is a list', '[]', 'UNSIGNED'],
  ])('%s is none', (_what, answer, cause) => {
    expect(read(answer)).toEqual({ cause });
  });

  it('with any letter changed is none, or says the same', () => {
    let tried = 0;
    fc.assert(
      fc.property(fc.nat({ max: GENUINE.length - 1 }), fc.string({ maxLength: 2 }), (at, letters) => {
        const changed = GENUINE.slice(0, at) + letters + GENUINE.slice(at + 1);
        const answer = read(changed);
        if ('cause' in answer) tried++;
        else expect(answer.body).toEqual(WAITING);
      }),
      { numRuns: 1_500 },
    );
    expect(tried).toBeGreaterThan(1_000);
  });
});

describe('the library’s own way', () => {
  const server = new ScriptedServer();
  let sdk: AlipaySdk;
  beforeAll(async () => {
    sdk = new AlipaySdk({
      appId: APP_ID,
      keyType: 'PKCS8',
      privateKey: APP_KEYS.privateKey,
      alipayPublicKey: ALIPAY_KEYS.publicKey,
      gateway: `${await server.start()}/gateway.do`,
    });
  });
  afterAll(() => server.stop());
  const exec = (answer: string, options = { validateSign: true }) => {
    server.answers(unsigned(200, answer));
    return sdk.exec(METHOD, { bizContent: {} }, options);
  };

  it('takes a forged answer behind a genuine one, its check of signatures included', async () => {
    expect(await exec(GENUINE)).toMatchObject({ tradeStatus: 'WAIT_BUYER_PAY' });
    expect(await exec(FORGED)).toMatchObject({ tradeStatus: 'TRADE_SUCCESS' });
    await expect(exec(GENUINE.replace('WAIT_BUYER_PAY', 'TRADE_SUCCESS'))).rejects.toThrow('验签失败');
  });

  it('checks nothing unless it is told to, and breaks on an error that nobody has signed', async () => {
    const answer = `{"${NAME}":${text(PAID)}}`;
    expect(await exec(answer, { validateSign: false })).toMatchObject({ tradeStatus: 'TRADE_SUCCESS' });
    await expect(exec('{"error_response":{"code":"40002"}}')).rejects.toThrow(TypeError);
  });
});
