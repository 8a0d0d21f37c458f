import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { modulePath, modulesRequired, toJavaScript, wxsGlobals } from './wxs.ts';

/** The value of an expression of WXS. */
const evaluate = (wxs: string): unknown => runInNewContext(`${wxsGlobals}${toJavaScript(wxs)}`);

test('in WXS the constructor of a value is the name of its type', () => {
  expect(evaluate("[].constructor === 'Array' && 'text'.constructor === 'String'")).toBe(true);
  expect(evaluate('getDate(0).constructor')).toBe('Date');
});

test('a constructor that is assigned stays what it is', () => {
  expect(toJavaScript('thing.constructor = Thing;')).toBe('thing.constructor = Thing;');
});

test('WXS has functions where JavaScript has constructors', () => {
  expect(evaluate("getRegExp('^a+$', 'i').test('AAA')")).toBe(true);
  expect(evaluate('getDate(2026, 2, 1).getFullYear()')).toBe(2026);
});

test('modules are found from the script that requires them, and known without extension', () => {
  const wxs = `var a = require("./a.wxs"); var b = require('../b.wxs'); var c = require('/c.wxs');`;
  expect(modulesRequired(wxs, 'pages/a/x')).toEqual(['pages/a/a', 'pages/b', 'c']);
  expect(toJavaScript(wxs)).toBe("var a = require('./a'); var b = require('../b'); var c = require('/c');");
  expect(modulePath('../utils/money.wxs', 'pages/a/a')).toBe('pages/utils/money');
});
