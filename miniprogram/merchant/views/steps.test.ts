import { describe, expect, it } from 'vitest';
import type { OperatorStep } from '../../../cloudfunctions/shared/domain/order/steps.ts';
import { merchantAnswerOf } from '../../../cloudfunctions/shared/testing/answers.ts';
import { aPayment, T0 } from '../../../cloudfunctions/shared/testing/builders.ts';
import { BY_BUYER, happened, orderIn } from '../../../cloudfunctions/shared/testing/lives.ts';
import { STEPS } from '../copy/steps';
import type { MerchantOrder } from './answers';
import { fieldsOf, problemIn, type Values } from './fields';
import { questionBefore } from './questions';
import { stepForm, stepsOf } from './steps';

const ALL = Object.keys(STEPS) as OperatorStep[];

const claim = (kind: 'return' | 'problem', order = orderIn('received')) =>
  happened(order, {
    type: 'claimRequested',
    at: T0,
    by: BY_BUYER,
    kind,
    amountFen: 6_800,
    payableFen: 16_800,
    items: null,
    reason: '不合适',
    deadline: T0,
  });

const order = merchantAnswerOf(claim('return'));
const FILLED: Values = { amount: '1', reason: 'x', note: 'x', decision: 'approve', day: '2026-03-02' };
const asked = (step: OperatorStep, values: Values = FILLED, about: MerchantOrder = order) =>
  questionBefore(step, about, values)?.content ?? null;

describe('the buttons of an order', () => {
  it('are those that the server names, each once', () => {
    for (const can of [...ALL.map((step) => [step]), ALL]) {
      const { main, others } = stepsOf({ ...order, can });
      expect([...(main ? [main] : []), ...others].map(({ step }) => step).sort()).toEqual([...can].sort());
    }
    expect(stepsOf({ ...order, can: [] })).toEqual({ main: null, others: [] });
  });

  it('have at the bottom what waits most', () => {
    expect(stepsOf({ ...order, can: ['lower', 'agree', 'refuse', 'lookedAt'] }).main?.step).toBe('agree');
    expect(stepsOf({ ...order, can: ['lower'] }).main).toBeNull();
  });
});

describe('what is filled in', () => {
  it('must be there, unless it may be left out', () => {
    const { fields } = stepForm('ship', order);
    expect(problemIn(fields, { carrier: '顺丰速运', trackingNo: ' ' })).toBe('请填写快递单号');
    expect(problemIn(fields, { carrier: '顺丰速运', trackingNo: 'SF1' })).toBe('');
    expect(problemIn(fieldsOf('agree', order), { goodsBack: 'yes', note: '' })).toBe('');
  });

  it('may be no longer than the server takes, whatever the camera has read', () => {
    const { fields } = stepForm('ship', order);
    const read = (length: number) =>
      problemIn(fields, { carrier: '顺丰速运', trackingNo: '1'.repeat(length) });
    expect([read(40), read(41)]).toEqual(['', '快递单号最多 40 个字，请核对']);
  });

  it('of a choice has no answer beforehand', () => {
    const fields = fieldsOf('answerReview', order);
    expect(problemIn(fields, { note: '好' })).toBe('请选择：您的决定');
  });

  it.each([
    ['', '请填写正确的金额，例如 120 或 120.50'],
    ['12.345', '请填写正确的金额，例如 120 或 120.50'],
    ['168', '只能调低：要比现在的 ¥168.00 少'],
    ['167.99', ''],
    ['0', ''],
  ])('as a lower amount, %j, is answered by %j', (amount, problem) => {
    expect(problemIn(fieldsOf('lower', order), { amount, reason: '瑕疵' })).toBe(problem);
  });

  it('asks whether goods come back only where they could', () => {
    const names = (kind: 'return' | 'problem') =>
      fieldsOf('agree', merchantAnswerOf(claim(kind))).map(({ name }) => name);
    expect(names('return')).toEqual(['goodsBack', 'note']);
    expect(names('problem')).toEqual(['note']);
  });

  it('offers the days from the order to today', () => {
    const [day] = fieldsOf(
      'notePaidElsewhere',
      merchantAnswerOf(orderIn('overdue'), new Date('2026-03-20T17:00:00Z')),
    );
    expect(day).toMatchObject({ from: '2026-03-01', to: '2026-03-21', value: '2026-03-21' });
  });
});

describe('the question before money moves', () => {
  it('is asked for all but what only adds to the record', () => {
    expect(ALL.filter((step) => asked(step) === null)).toEqual(['ship', 'recordDelivery']);
  });

  it('fits on WeChat’s buttons', () => {
    for (const step of ALL) {
      const question = questionBefore(step, order, FILLED);
      if (question) expect(question.confirmText.length, step).toBeLessThanOrEqual(4);
      expect(STEPS[step].done.length, step).toBeLessThanOrEqual(7);
    }
  });

  it('names the amounts of a claim, and when it takes effect', () => {
    expect(asked('agree', { goodsBack: 'yes' })).toBe(
      '请买家寄回商品。您确认收到后：应收从 ¥168.00 变为 ¥100.00，到日子只扣 ¥100.00。',
    );
    expect(asked('agree', { goodsBack: 'no' })).toMatch(/^商品不用寄回，马上生效：.*¥100\.00/);
    expect(asked('refuse')).toContain('拒绝后应收还是 ¥168.00');
  });

  it('says less is charged, less is collected, or what goes back', () => {
    const lower = (state: 'received' | 'settling' | 'settled', amount: string) =>
      asked('lower', { amount, reason: 'x' }, merchantAnswerOf(orderIn(state)));
    expect(lower('received', '120')).toContain('到日子只扣 ¥120.00');
    expect(lower('received', '0')).toContain('到日子不扣款，订单结束');
    expect(lower('settling', '120')).toContain('请微信支付改扣 ¥120.00');
    expect(lower('settling', '0')).toContain('请微信支付停止扣款');
    expect(lower('settled', '120')).toBe('买家已付款，¥48.00 原路退给买家。调低后不能再调高。');
  });

  it('says who must pay back what did not come through the channel', () => {
    const elsewhere = orderIn('settled', { payment: aPayment({ transactionId: null }) });
    expect(asked('agree', {}, merchantAnswerOf(claim('problem', elsewhere)))).toContain(
      '¥68.00 要由您自己退给买家',
    );
  });

  it('asks by the day whether the buyer has paid another way', () => {
    expect(asked('notePaidElsewhere', { day: '2026-03-02' })).toContain('3月2日 周一 付清 ¥168.00');
  });
});
