import { describe, expect, it } from 'vitest';
import { REASONS } from '../domain/assessment/reasons.ts';
import { ERROR_MESSAGES } from './errors.ts';

/** Words that this service must never use for itself, and inner workings that nobody should read. */
const BANNED = [/征信/, /信用分/, /失信/, /黑名单/, /风控/, /风险/, /\b(null|undefined|Error|SQL|stack)\b/i];

const texts = [...Object.entries(ERROR_MESSAGES), ...Object.entries(REASONS)];

describe('what people read', () => {
  it.each(texts)('for %s is a sentence in Chinese: %s', (code, text) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(text).toMatch(/^[一-鿿，、；：（）“”。]+。$/);
  });

  it.each(texts)('for %s has no banned word', (_code, text) => {
    for (const word of BANNED) expect(text).not.toMatch(word);
  });

  it('tells codes apart', () => {
    expect(new Set(texts.map(([, text]) => text)).size).toBeGreaterThanOrEqual(texts.length - 1);
  });

  it('says of a refusal by the channel nothing that the channel knows', () => {
    expect(REASONS.CHANNEL_DECLINED).toBe('支付渠道暂不支持本单使用先用后付。');
  });
});
