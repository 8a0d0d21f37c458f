import { expect, it } from 'vitest';
import { checkHandlers } from './checkHandlers.ts';
import { said, theProject } from './testing/fixture.ts';

const check = (changes: Record<string, string | object> = {}) => said(checkHandlers(theProject(changes)));

it('every handler that a template names is in its script', () => {
  expect(check()).toEqual([]);
});

it('a handler that is missing is found, however it is bound', () => {
  const template = `<view bindtap="a" catch:tap="b" capture-bind:tap="c" mut-bind:tap="d"/>
<view bind:tap="{{e}}" bind:tap="here"/>
<include src="/part.wxml"/>
`;
  const changes = {
    'pages/me/me.ts': 'Page({ here() {} });\n',
    'pages/me/me.wxml': template,
    'part.wxml': '<view bind:tap="f"/>',
    'components/hf-price/hf-price.wxml': '<text bind:tap="fen"/><text bind:tap="teil"/>',
  };
  expect(check(changes).sort()).toEqual([
    'components/hf-price/hf-price.wxml:1 bind:tap="fen": components/hf-price/hf-price.ts has no fen',
    'components/hf-price/hf-price.wxml:1 bind:tap="teil": components/hf-price/hf-price.ts has no teil',
    'pages/me/me.wxml:1 bindtap="a": pages/me/me.ts has no a',
    'pages/me/me.wxml:1 capture-bind:tap="c": pages/me/me.ts has no c',
    'pages/me/me.wxml:1 catch:tap="b": pages/me/me.ts has no b',
    'pages/me/me.wxml:1 mut-bind:tap="d": pages/me/me.ts has no d',
    'part.wxml:1 bind:tap="f": pages/me/me.ts has no f',
  ]);
});

it('a handler may come from a spread, a behavior, or an object that is wrapped', () => {
  const changes = {
    'shared.ts': `export const retry = { retry() {} };
export const closing = Behavior({ methods: { close() {} } });
export const wrapped = (page: object) => page;
`,
    'pages/me/me.ts': `import { retry, wrapped } from '../../shared';
Page(wrapped({ ...retry, here() {} }));
`,
    'pages/me/me.wxml': '<view bind:tap="retry"/><view bind:tap="here"/><view bind:tap="no"/>',
    'components/hf-price/hf-price.ts': `import { closing } from '../../shared';
Component({ behaviors: [closing, 'wx://form-field'], methods: { tell() {} } });
`,
    'components/hf-price/hf-price.wxml':
      '<view bind:tap="tell"/><view bind:tap="close"/><view bind:tap="no"/>',
  };
  expect(check(changes).sort()).toEqual([
    'components/hf-price/hf-price.wxml:1 bind:tap="no": components/hf-price/hf-price.ts has no no',
    'pages/me/me.wxml:1 bind:tap="no": pages/me/me.ts has no no',
  ]);
});
