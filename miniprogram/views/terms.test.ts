import { describe, expect, it } from 'vitest';
import { termsPage } from './terms';

const offer = { termsTitle: '条款', termsVersion: 2, termsText: '一、先收货。\n\n二、后付款。\n' };

describe('the terms', () => {
  it('stand as paragraphs, with their version', () => {
    expect(termsPage(offer, null)).toEqual({
      title: '条款',
      version: '现在用的是第 2 版',
      paragraphs: ['一、先收货。', '二、后付款。'],
    });
    expect(termsPage(offer, 2).version).toBe('现在用的是第 2 版');
  });

  it('say that an older version was agreed to', () => {
    expect(termsPage(offer, 1).version).toMatch(/您当时同意的是第 1 版。下面是现在用的第 2 版/);
  });
});
