import { describe, expect, it } from 'vitest';
import { readMarkup } from './markup.ts';
import { referencesOf } from './references.ts';

const specifiers = (file: string, text: string) =>
  referencesOf(file, text).map(({ kind, specifier, line }) => `${line} ${kind} ${specifier}`);

describe('the tags of a template', () => {
  it('are read with their attributes and lines', () => {
    const [view, text] = readMarkup('<view\n  class="a {{b > 1 ? \'c\' : d}}"\n  hidden>\n<text/></view>');
    expect(view).toEqual({
      name: 'view',
      line: 1,
      attributes: [
        { name: 'class', value: "a {{b > 1 ? 'c' : d}}", line: 2 },
        { name: 'hidden', value: '', line: 3 },
      ],
    });
    expect(text).toEqual({ name: 'text', attributes: [], line: 4 });
  });

  it('are not sought in comments, bindings and scripts', () => {
    const template = `
      <!-- <a-comment bind:tap="x"/> -->
      {{ a<b && c>d }}
      <wxs module="m">var a = 1<b; module.exports = '<c-script>'</wxs>
      <wxs src="./m.wxs" module="n"/><view/>`;
    expect(readMarkup(template).map(({ name }) => name)).toEqual(['wxs', 'wxs', 'view']);
  });
});

describe('what a file needs', () => {
  it('is, for a script, what it imports as a value', () => {
    const script = `import { a } from './a';
import type { B } from './b';
import { type C } from './c';
export * from './d';
export type { E } from './e';
const f = require('./f'); const g = await import('./g');
require.async('./h').then(() => '/images/i.png');
`;
    expect(specifiers('x.ts', script)).toEqual([
      '1 script ./a',
      '3 script ./c',
      '4 script ./d',
      '6 script ./f',
      '6 script ./g',
      '7 scriptLater ./h',
      '7 image /images/i.png',
    ]);
  });

  it('is, for a template, other templates, scripts and images', () => {
    const template = `<import src="a.wxml"/><include src="/b.wxml"/>
<wxs src="./c.wxs" module="c"/>
<image src="/d.png"/><image src="{{e}}.png"/><image src="https://f.example/f.png"/>`;
    expect(specifiers('x.wxml', template)).toEqual([
      '1 template a.wxml',
      '1 template /b.wxml',
      '2 wxs ./c.wxs',
      '3 image /d.png',
    ]);
  });

  it('is, for a style sheet, what it imports', () => {
    expect(specifiers('x.wxss', '/* @import "./no.wxss"; */\n@import "./a.wxss";')).toEqual([
      '2 style ./a.wxss',
    ]);
  });
});
