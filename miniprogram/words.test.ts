import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const CHINESE = /\p{Script=Han}/u;
/** Credit reporting, its scores, and lending: none of them is what this shop does; see rule 8 in docs/rules.md. */
const NEVER = /征信|信用分|授信/;
/** copy/channels.ts has them. */
const CHANNEL_NAMES = /微信|支付宝|芝麻|商户平台|商家平台/;
const ZERO = /(?<![\d.])0 ?元/;
/** Another amount, or the day or rule that gives one. */
const LATER = /¥|\d+ ?天|\$\{/;

interface Word {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /\.(ts|wxml|wxss)$/.test(file))
  .filter((file) => !file.startsWith('miniprogram_npm/') && !/\.test\.ts$/.test(file));
const isCopy = (file: string) => /(^|\/)copy\//.test(file);
/** How amounts and days are written is no copy, and has its own tests. */
const isFormat = (file: string) => file.startsWith('format/');

/** What a file says, comments of scripts apart: of a script each string or name, of everything else each line. */
function wordsOf(file: string): Word[] {
  const source = readFileSync(join(import.meta.dirname, file), 'utf8');
  if (!file.endsWith('.ts'))
    return source.split('\n').map((text, index) => ({ file, line: index + 1, text }));
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Word[] = [];
  const visit = (node: ts.Node): void => {
    const parts: ts.Node[] = [];
    node.forEachChild((part) => void parts.push(part));
    const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    // A template is one string, whatever is filled in.
    if (parts.length === 0 || ts.isTemplateExpression(node)) found.push({ file, line, text: node.getText() });
    else parts.forEach(visit);
  };
  visit(tree);
  return found;
}

const words = files.flatMap(wordsOf);
const tell = ({ file, line, text }: Word) => `${file}:${line} ${text.trim()}`;

describe('the words of the mini-program', () => {
  it('stand in the copy folders, every Chinese one of them', () => {
    const elsewhere = words.filter(({ file }) => !isCopy(file) && !isFormat(file));
    expect(elsewhere.length).toBeGreaterThan(5_000);
    expect(elsewhere.filter(({ text }) => CHINESE.test(text)).map(tell)).toEqual([]);
  });

  it('never speak of credit reports, scores or lending', () => {
    const copy = words.filter(({ file }) => isCopy(file));
    expect(copy.filter(({ text }) => CHINESE.test(text)).length).toBeGreaterThan(100);
    expect(copy.filter(({ text }) => NEVER.test(text)).map(tell)).toEqual([]);
  });

  it('name a channel to the merchant’s people only as that of the order at hand; the policy is about all of them', () => {
    const ofMerchant = words.filter(({ file }) => /^merchant\/copy\//.test(file));
    expect(ofMerchant.length).toBeGreaterThan(100);
    const naming = ofMerchant.filter(({ text }) => CHANNEL_NAMES.test(text));
    expect(naming.filter(({ file }) => file !== 'merchant/copy/policy.ts').map(tell)).toEqual([]);
  });

  it('never say 0 元 without the later amount or its day in the same string, the one block apart', () => {
    const zeros = words.filter(({ text }) => ZERO.test(text));
    const alone = zeros.filter(({ text }) => !LATER.test(text));
    // Its amount stands in large type; hf-pay-later has the later amount and its day right below.
    expect(alone.map(({ file }) => file)).toEqual(['copy/payLater.ts']);
  });
});
