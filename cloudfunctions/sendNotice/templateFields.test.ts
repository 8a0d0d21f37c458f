import { describe, expect, it } from 'vitest';
import { templateFields } from './templateFields.ts';

const thing = (text: string) => templateFields({ thing1: text })['thing1']?.value;

describe('a thing of a template', () => {
  it('stays as it is up to 20 characters', () => {
    expect(thing('不锈钢保温杯五百毫升礼盒装两只带杯刷一把')).toBe(
      '不锈钢保温杯五百毫升礼盒装两只带杯刷一把',
    );
  });

  it('is cut to 20 characters, the last of them an ellipsis', () => {
    expect(thing('不锈钢保温杯五百毫升礼盒装两只带杯刷一把送杯套')).toBe(
      '不锈钢保温杯五百毫升礼盒装两只带杯刷一…',
    );
  });

  it('is never cut within a character', () => {
    expect(thing('🥤'.repeat(20))).toBe(`${'🥤'.repeat(9)}…`);
  });

  it('is one line without control characters', () => {
    expect(thing(' 保温杯\r\n500ml\t\u0000白 ')).toBe('保温杯 500ml 白');
  });
});

describe('any other field of a template', () => {
  it.each([
    ['amount1', '¥1234567890123456789012.00'],
    ['character_string2', '0123456789abcdef0123456789abcdef0'],
    ['phrase3', '已经全部退款了'],
    ['date4', '2026年3月10日 10:00~2026年3月11日 10:00'],
  ])('is never cut, for it would say something else: %s', (name, text) => {
    expect(templateFields({ [name]: text })).toEqual({ [name]: { value: text } });
  });
});
