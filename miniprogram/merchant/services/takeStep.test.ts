import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  assessCreditInput,
  confirmShipInput,
  handleReturnInput,
  settleInput,
} from '../../../cloudfunctions/shared/contract/inputs.ts';
import type { OperatorStep } from '../../../cloudfunctions/shared/domain/order/steps.ts';
import { merchantAnswerOf } from '../../../cloudfunctions/shared/testing/answers.ts';
import { later, T0 } from '../../../cloudfunctions/shared/testing/builders.ts';
import { BY_BUYER, happened, orderIn } from '../../../cloudfunctions/shared/testing/lives.ts';
import { callFailure } from '../../services/failure';
import { STEPS } from '../copy/steps';
import type { Values } from '../views/fields';
import { takeStep } from './takeStep';

const sent = vi.hoisted(() => [] as (readonly [name: string, input: object])[]);
const server = vi.hoisted(() => ({ refusal: null as Error | null }));
vi.mock('../../services/call', () => ({
  call: async (name: string, input: object) => {
    sent.push([name, input]);
    if (server.refusal) throw server.refusal;
  },
}));
beforeEach(() => {
  sent.length = 0;
  server.refusal = null;
});

const SCHEMAS: Readonly<Record<string, v.GenericSchema>> = {
  assessCredit: assessCreditInput,
  confirmShip: confirmShipInput,
  handleReturn: handleReturnInput,
  settle: settleInput,
};

/** Asked for at T0, read two days later. */
const order = merchantAnswerOf(
  happened(orderIn('received'), {
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
  later(T0, 2 * 86_400_000),
);

const FILLED: Values = {
  carrier: ' 顺丰速运 ',
  trackingNo: 'SF1 ',
  evidence: '签收',
  reason: '有划痕',
  amount: '120.50',
  note: '好',
  decision: 'keep',
  goodsBack: 'yes',
  day: '2026-03-02',
};

async function taken(step: OperatorStep, values: Values = FILLED): Promise<object> {
  await takeStep(step, order, values);
  const [name, input] = sent.at(-1) ?? ['', {}];
  return { name, ...input };
}

describe('a step that an operator takes', () => {
  it.each(Object.keys(STEPS) as OperatorStep[])('%s is asked for as its function takes it', async (step) => {
    await takeStep(step, order, FILLED);
    const [[name, input] = ['', {}]] = sent;
    const schema = SCHEMAS[name];
    expect(schema && v.safeParse(schema, input).issues).toBeUndefined();
  });

  it('says what was written without what stands around it', async () => {
    expect(await taken('ship')).toMatchObject({ carrier: '顺丰速运', trackingNo: 'SF1' });
  });

  it('says which amount was seen, and the new one to the fen', async () => {
    expect(await taken('lower')).toMatchObject({ shownAmountFen: 16_800, amountFen: 12_050 });
  });

  it.each(['agree', 'refuse', 'goodsBack'] as const)('%s names the claim that was seen', async (step) => {
    expect(await taken(step)).toMatchObject({ requestedAt: T0.toISOString() });
  });

  it('agrees with the goods back unless somebody chose otherwise, and leaves out words that are none', async () => {
    expect(await taken('agree', { goodsBack: 'no', note: ' ' })).toEqual({
      name: 'handleReturn',
      step: 'agree',
      orderId: order.orderId,
      requestedAt: T0.toISOString(),
      goodsBack: false,
    });
    expect(await taken('agree', {})).toMatchObject({ goodsBack: true });
  });

  it('approves only what somebody approved', async () => {
    expect(await taken('answerReview')).toMatchObject({ approve: false });
    expect(await taken('answerReview', { decision: 'approve', note: '好' })).toMatchObject({ approve: true });
  });

  it('dates a payment at the end of its day, and one of today at what the functions call now', async () => {
    expect(await taken('notePaidElsewhere')).toMatchObject({ paidAt: '2026-03-02T15:59:59.000Z' });
    expect(await taken('notePaidElsewhere', { day: '2026-03-03' })).toMatchObject({ paidAt: order.at });
  });
});

describe('a step that the channel cannot take', () => {
  const refused = (step: OperatorStep, channel: 'wechatpay' | 'alipay') =>
    takeStep(step, { ...order, channel }, FILLED).then(
      () => '',
      (error: Error) => error.message,
    );

  it('is refused in words that name the channel, and say what can be done instead', async () => {
    server.refusal = callFailure('CHANNEL_CANNOT', '该支付渠道不支持此操作。');
    expect(await refused('notePaidElsewhere', 'alipay')).toMatch(/^支付宝不支持登记。.*调低到 0/);
    expect(await refused('collectAgain', 'alipay')).toMatch(/^支付宝不支持再扣一次。/);
    expect(await refused('collectAgain', 'wechatpay')).toMatch(/^微信支付不支持再扣一次。/);
  });

  it('keeps the server’s words where it was refused for something else', async () => {
    server.refusal = callFailure('CHANNEL_REFUSED', '支付渠道没有接受，请稍后再试。');
    expect(await refused('notePaidElsewhere', 'alipay')).toBe('支付渠道没有接受，请稍后再试。');
    server.refusal = callFailure('CHANNEL_CANNOT', '该支付渠道不支持此操作。');
    expect(await refused('lower', 'alipay')).toBe('该支付渠道不支持此操作。');
  });
});
