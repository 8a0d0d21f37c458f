import { describe, expect, it } from 'vitest';
import { checkComponents } from './checkComponents.ts';
import { APP, said, theProject } from './testing/fixture.ts';

const PRICE = '/components/hf-price/hf-price';
const check = (changes: Record<string, string | object> = {}) => said(checkComponents(theProject(changes)));

describe('a tag', () => {
  it('is known', () => {
    expect(check()).toEqual([]);
  });

  it('that nobody knows is found, a misspelt one of WeChat too', () => {
    const template = '<view>\n  <hf-price/><scroll-veiw/>\n</view>\n';
    expect(check({ 'pages/me/me.wxml': template })).toEqual([
      expect.stringMatching(
        /^pages\/me\/me\.wxml:2 <hf-price> is neither WeChat's nor in the usingComponents of /,
      ),
      expect.stringMatching(/^pages\/me\/me\.wxml:2 <scroll-veiw> is neither /),
    ]);
  });

  it('is known from app.json, and in the templates that a page imports', () => {
    const changes = {
      'app.json': { ...APP, usingComponents: { 'hf-sum': PRICE } },
      'pages/me/me.json': { usingComponents: { 'hf-price': PRICE } },
      'pages/me/me.wxml': '<import src="/parts.wxml"/><hf-sum/>',
      'parts.wxml': '<template name="price"><hf-price/></template>',
    };
    expect(check(changes)).toEqual([]);
  });

  it('may be a generic of the component, and a component may be handed on as one', () => {
    const changes = {
      'components/hf-price/hf-price.json': { component: true, componentGenerics: { unit: true } },
      'components/hf-price/hf-price.wxml': '<unit/>',
      'pages/me/me.json': { usingComponents: { 'hf-price': PRICE, 'hf-yuan': PRICE } },
      'pages/me/me.wxml': '<hf-price generic:unit="hf-yuan"/>',
    };
    expect(check(changes)).toEqual([]);
  });
});

it('a component that is declared is used', () => {
  const changes = {
    'app.json': { ...APP, usingComponents: { 'hf-sum': PRICE } },
    'pages/me/me.json': { usingComponents: { 'hf-price': PRICE } },
  };
  expect(check(changes)).toEqual([
    'pages/me/me.json:3 hf-price is never used',
    expect.stringMatching(/^app\.json:\d+ hf-sum is never used$/),
  ]);
});
