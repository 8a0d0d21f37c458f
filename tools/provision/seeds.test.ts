import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Document } from './documents.ts';
import { operatorSeed } from './operator.ts';
import { planSeeds, readSeeds } from './seeds.ts';

const dir = mkdtempSync(join(tmpdir(), 'houfu-seeds-'));
afterAll(() => rmSync(dir, { recursive: true }));

const product = {
  _id: 'tea',
  title: '茶',
  description: '',
  pictureUrl: 'https://cdn.houfu.cn/tea.jpg',
  priceFen: 100,
  onSale: true,
  payLater: true,
};

function goods(document: object): string {
  writeFileSync(join(dir, 'goods.json'), JSON.stringify([document]));
  return 'products=goods.json';
}

describe('seeds', () => {
  it('are the files of database/seed, or another file', () => {
    const [policies, terms] = readSeeds(process.cwd(), 'policies,terms', false);
    expect([policies?.collection, terms?.collection]).toEqual(['policies', 'terms']);
    expect(policies?.documents[0]?.label).toBe('policies policy-1');
    expect(readSeeds(dir, goods(product), false)[0]?.documents[0]?.document).toEqual(product);
  });

  it.each([
    ['a price that is not in whole fen', { priceFen: 1.5 }, 'priceFen'],
    ['a price of nothing', { priceFen: 0 }, 'priceFen'],
    ['a picture that is not https', { pictureUrl: 'http://cdn.houfu.cn/tea.jpg' }, 'pictureUrl'],
    ['a field that nobody reads', { price: 100 }, 'price'],
    ['no id', { _id: undefined }, '_id'],
  ])('with %s are refused, and the place is named', (_what, change, words) => {
    const read = () => readSeeds(dir, goods({ ...product, ...change }), true);
    expect(read).toThrow('goods.json');
    expect(read).toThrow(words);
  });

  it('with a policy that the functions would pass over are refused', () => {
    writeFileSync(join(dir, 'policy.json'), JSON.stringify([{ _id: 'policy-2', version: 2 }]));
    expect(() => readSeeds(dir, 'policies=policy.json', false)).toThrow('policy-2: limits');
  });

  it('with the goods of the demonstration stay on this machine', () => {
    expect(readSeeds(process.cwd(), 'products', true)).toHaveLength(1);
    expect(() => readSeeds(process.cwd(), 'products', false)).toThrow('--seed products=FILE');
  });

  it.each([
    ['operators', '--operator OPENID'],
    ['orders', 'there is no seed orders'],
    ['', 'policies, terms, products are there'],
  ])('named "%s" are refused', (name, words) => {
    expect(() => readSeeds(process.cwd(), name, true)).toThrow(words);
  });
});

describe('what becomes of a seed', () => {
  const seeds = [{ collection: 'products', documents: [{ document: product, label: 'products tea' }] }];
  const planned = (stored: Document | null) => planSeeds(seeds, () => stored);

  it('is inserted where nothing is', () => {
    expect(planned(null)).toMatchObject({
      steps: [{ kind: 'insertDocument', document: product }],
      drift: [],
      there: [],
    });
  });

  it('stays as it is where the same is, whatever the order of its fields', () => {
    const { _id, ...fields } = product;
    expect(planned({ ...fields, _id })).toEqual({ steps: [], drift: [], there: ['products tea'] });
  });

  it('is told of where something else is', () => {
    const drift = [{ kind: 'differentDocument', collection: 'products', label: 'products tea' }];
    expect(planned({ ...product, priceFen: 200 })).toEqual({ steps: [], drift, there: [] });
  });
});

describe('an operator', () => {
  const operator = (openid: string, there: readonly Document[]) => operatorSeed(openid, there).documents[0];

  it('gets the first number that is free, and is not named by the openid', () => {
    const there = ['S001', 'S003'].map((staffNo) => ({ _id: `o-${staffNo}`, staffNo }));
    const added = operator('oAbc-123_x', there);
    expect(added?.document).toMatchObject({ _id: 'oAbc-123_x', staffNo: 'S002', active: true });
    expect(added?.label).toBe('operators S002');
  });

  it('stays as the merchant has made it', () => {
    const there = { _id: 'oAbc-123_x', staffNo: 'K7', name: '小王', active: false };
    expect(operator('oAbc-123_x', [there])?.document).toBe(there);
  });

  it('is refused where that is no openid', () => {
    for (const openid of ['', 'short', 'o-1 2 3 4', '商家'])
      expect(() => operator(openid, [])).toThrow('openid');
  });
});
