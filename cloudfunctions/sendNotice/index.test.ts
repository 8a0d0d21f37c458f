import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from './index.ts';

const sdk = vi.hoisted(() => ({
  init: (_options: object) => {},
  send: async (_message: object): Promise<unknown> => undefined,
}));
vi.mock('wx-server-sdk', () => ({
  default: {
    DYNAMIC_CURRENT_ENV: Symbol('current'),
    init: (options: object) => sdk.init(options),
    openapi: { subscribeMessage: { send: (message: object) => sdk.send(message) } },
  },
}));

const notice = {
  openid: 'o-buyer',
  templateId: 'template-1',
  page: 'pages/order/order?id=1',
  data: { amount1: '¥129.00' },
};
const OK = { errCode: 0, errMsg: 'openapi.subscribeMessage.send:ok' };

let printed: string[];

beforeEach(() => {
  sdk.send = vi.fn(async () => OK);
  printed = [];
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line) => printed.push(String(line)));
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

/** As the SDK throws it. */
const wechatAnswers = (errCode: number, errMsg = '') => {
  sdk.send = async () => {
    throw Object.assign(new Error(errMsg), { errCode, errMsg });
  };
};
const alarms = () => printed.map((line) => JSON.parse(line)).filter((line) => line.level === 'alarm');

describe('sendNotice', () => {
  it("asks WeChat to send the template's fields to the buyer", async () => {
    expect(await main(notice)).toEqual({ ok: true, data: { outcome: 'sent', code: 0 } });
    expect(sdk.send).toHaveBeenCalledExactlyOnceWith({
      touser: 'o-buyer',
      templateId: 'template-1',
      page: 'pages/order/order?id=1',
      data: { amount1: { value: '¥129.00' } },
      lang: 'zh_CN',
    });
  });

  it('refuses whoever calls through the mini-program', async () => {
    vi.stubEnv('WX_CONTEXT_KEYS', 'WX_OPENID');
    vi.stubEnv('WX_OPENID', 'o-buyer');
    expect(await main(notice)).toEqual({ refused: true });
    expect(sdk.send).not.toHaveBeenCalled();
  });

  it.each([
    [undefined, ''],
    [{ ...notice, openid: '' }, 'openid'],
    [{ ...notice, templateId: 7 }, 'templateId'],
    [{ ...notice, data: {} }, 'data'],
    [{ ...notice, data: { amount1: ' ' } }, 'data.amount1'],
    [{ ...notice, data: { amountOf1: '1' } }, 'data.amountOf1'],
    [{ ...notice, miniprogramState: 'trial' }, 'miniprogramState'],
  ])('refuses %j, and names the field', async (event, field) => {
    expect(await main(event)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', details: { fields: [field] } },
    });
    expect(sdk.send).not.toHaveBeenCalled();
  });

  it("says that a buyer without an open grant was not reached, which is nobody's fault", async () => {
    wechatAnswers(43101, 'user refuse to accept the msg');
    expect(await main(notice)).toEqual({ ok: true, data: { outcome: 'refused', code: 43101 } });
    expect(alarms()).toEqual([]);
  });

  it('raises an alarm for what every buyer would miss: template, page and field, and nothing of the buyer', async () => {
    wechatAnswers(47003, 'openapi.subscribeMessage.send:fail argument invalid! data.amount1.value invalid');
    expect(await main(notice)).toEqual({ ok: true, data: { outcome: 'refused', code: 47003 } });
    expect(alarms()).toEqual([
      {
        level: 'alarm',
        event: 'pushMisconfigured',
        templateId: 'template-1',
        code: 47003,
        page: 'pages/order/order',
        field: 'amount1',
      },
    ]);
    expect(printed.join()).not.toMatch(/o-buyer|orderId|129/);
  });

  it.each([
    ['a failure without an errcode', new Error('o-buyer'), null],
    ['a busy system', { errCode: -1, errMsg: 'system error' }, -1],
    ['a network that is down', { errCode: -501001, errMsg: 'o-buyer' }, -501001],
  ])('does not know of %s whether it was sent', async (_, error, code) => {
    sdk.send = async () => {
      throw error;
    };
    expect(await main(notice)).toEqual({ ok: true, data: { outcome: 'unknown', code } });
    expect(printed.join()).not.toContain('o-buyer');
  });

  it.each([
    ['an empty answer', { ...OK, contentType: '', buffer: Buffer.alloc(0) }],
    ['a text', { ...OK, result: 'bad gateway' }],
    ['nothing', undefined],
  ])('does not believe the SDK that %s is a success', async (_, answer) => {
    sdk.send = async () => answer;
    expect(await main(notice)).toEqual({ ok: true, data: { outcome: 'unknown', code: null } });
  });

  it('answers before its caller gives up, whatever WeChat does', async () => {
    vi.useFakeTimers();
    sdk.send = () => new Promise(() => {});
    const answer = main(notice);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await answer).toEqual({ ok: true, data: { outcome: 'unknown', code: null } });
  });
});
