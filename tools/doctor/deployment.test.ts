import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ALIPAY_VARIABLES } from '../../cloudfunctions/shared/channels/alipay/config.ts';
import { WECHATPAY_VARIABLES } from '../../cloudfunctions/shared/channels/wechatpay/config.ts';
import { checkCallback, checkSize, readDeployment } from './deployment.ts';

const root = join(import.meta.dirname, '..', '..');
const { deployment, read } = readDeployment(join(root, 'cloudbaserc.json'));
const marks = (findings: readonly { readonly mark: string }[]) => findings.map(({ mark }) => mark).join('');

describe('this project', () => {
  // What comes from Alipay alone has no business with the keys of WeChat Pay, and the other way round.
  it.each([
    ['WeChat Pay', WECHATPAY_VARIABLES, 'wechatpayCallback'],
    ['Alipay', ALIPAY_VARIABLES, 'alipay'],
  ] as const)(
    'gives every function that speaks to %s all of its variables, and no other',
    (_channel, names, own) => {
      const [first = ''] = names;
      const speaking = deployment.functions.filter(({ envVariables = {} }) => first in envVariables);
      const both = ['account', 'assessCredit', 'cancelOrder', 'handleReturn', 'settle', 'timer'];
      expect(speaking.map(({ name }) => name).sort()).toEqual([...both, own].sort());
      const expected = Object.fromEntries(names.map((name) => [name, `{{env.${name}}}`]));
      for (const { envVariables } of speaking) expect(envVariables).toMatchObject(expected);
    },
  );

  it('has every variable in .env.example', () => {
    const example = parseEnv(readFileSync(join(root, '.env.example'), 'utf8'));
    expect(Object.keys(example).sort()).toEqual([...new Set(read)].sort());
  });

  it('explains every variable in docs/wechatpay.md or docs/alipay.md', () => {
    const page = ['wechatpay.md', 'alipay.md']
      .map((name) => readFileSync(join(root, 'docs', name), 'utf8'))
      .join();
    expect(read.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the doctor, on callbacks,', () => {
  const known = { envId: 'shop-1a2b3c', deployment };
  const callback = (url: string) => checkCallback('WECHATPAY_CALLBACK_URL', url, known);

  it('finds the path of the function right', () => {
    expect(marks(callback('https://pay.shop.cn/wechatpay/callback'))).toBe('✓');
    const told = checkCallback('ALIPAY_NOTIFY_URL', 'https://pay.shop.cn/alipay/notify', known);
    expect(told).toEqual([expect.objectContaining({ mark: '✓', text: 'come to alipay' })]);
  });

  it.each(['/alipay', '/alipay/notify/1', '/notify'])('refuses the path %s for Alipay', (path) => {
    expect(marks(checkCallback('ALIPAY_NOTIFY_URL', `https://pay.shop.cn${path}`, known))).toBe('✗');
  });

  it.each(['/wechatpay', '/wechatpay/callback/', '/'])('refuses the path %s', (path) => {
    expect(marks(callback(`https://pay.shop.cn${path}`))).toBe('✗');
  });

  it.each([
    'https://shop-1a2b3c.service.tcloudbase.com/wechatpay/callback',
    'https://shop-1a2b3c-1300000000.ap-shanghai.app.tcloudbase.com/wechatpay/callback',
  ])('says that %s is for tests only', (url) => {
    expect(callback(url)).toEqual([
      expect.objectContaining({ mark: '!', text: expect.stringContaining('own') }),
    ]);
  });

  it.each(['shop-1a2b3cd', 'other'])('refuses the default domain of the environment %s', (envId) => {
    expect(marks(callback(`https://${envId}.service.tcloudbase.com/wechatpay/callback`))).toBe('✗');
  });
});

describe('the doctor, on the size of what a function is given,', () => {
  const small = {
    functionDefaultConfig: { envVariables: { A: '{{env.A}}' } },
    functions: [{ name: 'f', envVariables: { B: '{{env.B}}' } }, { name: 'g' }],
  };

  it.each([
    [4096, '✓'],
    [4097, '✗'],
  ])('finds %d bytes %s', (bytes, mark) => {
    expect(marks(checkSize({ A: 'x'.repeat(1000), B: 'x'.repeat(bytes - 1002) }, small))).toBe(mark);
  });

  it('counts what is not there as nothing', () => expect(marks(checkSize({}, small))).toBe('✓'));
});
