import { describe, expect, it } from 'vitest';
import { read } from './answers.ts';

const answer = (code: string | null, subCode: string | null = null) =>
  read({ code, subCode, body: { code, sub_code: subCode, a: 1 } });

describe('an answer', () => {
  it.each(['10000', '10003'])('with %s is a success, and has a body', (code) => {
    expect(answer(code)).toEqual({ failed: null, body: { code, sub_code: null, a: 1 } });
  });

  it.each(['ORDER_NOT_EXIST', 'ACQ.TRADE_NOT_EXIST', 'CREDIT_AGREEMENT_NOT_EXIST', 'CREDIT_AUTH_NOT_EXIST'])(
    'with %s says that there is none',
    (subCode) => {
      expect(answer('40004', subCode)).toEqual({ failed: { kind: 'notFound', signed: true } });
    },
  );

  it.each([
    ['40004', 'CREDIT_AGREEMENT_INVALID'],
    ['40004', 'ZHIMA_EVALUATE_NO_PASS'],
    ['40004', 'ZHIMA_CHECK_NO_PASS'],
    ['40004', 'INVALID_PARAMETER'],
    ['40004', 'ORDER_STATUS_INVALID'],
    ['40004', 'ACQ.TRADE_HAS_SUCCESS'],
    ['40004', 'ACQ.TRADE_HAS_CLOSE'],
    ['40004', 'ACQ.BUYER_BALANCE_NOT_ENOUGH'],
    ['40004', 'ACQ.CONTEXT_INCONSISTENT'],
    ['40004', 'ACQ.SELLER_BALANCE_NOT_ENOUGH'],
    ['40004', 'ACQ.DISCORDANT_REPEAT_REQUEST'],
    ['40004', 'ACQ.AGREEMENT_NOT_EXIST'],
    ['40002', 'isv.code-invalid'],
    ['40002', 'isv.illegal-json'],
  ])('with %s %s is a refusal', (code, subCode) => {
    expect(answer(code, subCode)).toEqual({ failed: { kind: 'refused', code: subCode, signed: true } });
  });

  it('is a refusal without saying why', () => {
    expect(answer('40004')).toEqual({ failed: { kind: 'refused', code: '40004', signed: true } });
  });

  it.each([
    ['40001', 'isv.missing-signature'],
    ['40001', 'isv.missing-app-id'],
    ['40002', 'isv.invalid-signature'],
    ['40002', 'isv.invalid-signature-type'],
    ['40002', 'isv.invalid-app-id'],
    ['40002', 'isv.invalid-timestamp'],
    ['40006', 'isv.insufficient-isv-permissions'],
    ['40006', 'isv.insufficient-user-permissions'],
    ['40004', 'MERCHANT_NO_PERMISSION_OPERATE_ORDER'],
    ['40004', 'ACQ.ACCESS_FORBIDDEN'],
    ['40004', 'CHECK_SIGN_SALES_FAIL'],
    ['40004', 'SIGN_SALES_CHANGE'],
  ])('with %s %s is about what is configured or contracted here', (code, subCode) => {
    expect(answer(code, subCode)).toEqual({
      failed: { kind: 'refused', code: subCode, signed: true, misconfigured: true },
    });
  });

  it.each([
    ['20000', 'isp.unknow-error'],
    ['20000', 'aop.unknow-error'],
    ['20000', 'aop.ACQ.SYSTEM_ERROR'],
    ['20000', 'ORDER_NOT_EXIST'],
    ['20001', 'aop.invalid-auth-token'],
    ['40005', 'isv.app-call-limited'],
    ['40004', 'SYSTEM_ERROR'],
    ['40004', 'ACQ.SYSTEM_ERROR'],
    ['40004', 'BIZ_ERROR'],
    ['40004', 'DEPEND_FAILURE'],
    ['40004', 'isp.service-unavailable'],
    ['50000', 'X'],
    ['1', 'ORDER_NOT_EXIST'],
  ])('with %s %s says nothing', (code, subCode) => {
    expect(answer(code, subCode)).toEqual({ failed: { kind: 'unknown', cause: subCode } });
  });

  it('without a code says nothing', () => {
    expect(answer(null)).toEqual({ failed: { kind: 'unknown', cause: 'unexpected answer' } });
  });

  it('that did not come says nothing', () => {
    expect(read({ cause: 'TIMEOUT' })).toEqual({ failed: { kind: 'unknown', cause: 'TIMEOUT' } });
  });
});
