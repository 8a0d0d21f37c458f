import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { WECHATPAY_VARIABLES } from '../../cloudfunctions/shared/channels/wechatpay/config.ts';
import { checkCallback, checkSize, readDeployment } from './deployment.ts';

const root = join(import.meta.dirname, '..', '..');
const { deployment, read } = readDeployment(join(root, 'cloudbaserc.json'));
const marks = (findings: readonly { readonly mark: string }[]) => findings.map(({ mark }) => mark).join('');

describe('this project', () => {
  it('gives every function that speaks to WeChat Pay all of its variables', () => {
    const speaking = deployment.functions.filter(
      ({ envVariables = {} }) => 'WECHATPAY_MCHID' in envVariables,
    );
    expect(speaking.map(({ name }) => name)).toEqual([
      'assessCredit',
      'settle',
      'handleReturn',
      'cancelOrder',
      'account',
      'wechatpayCallback',
      'timer',
    ]);
    const expected = Object.fromEntries(WECHATPAY_VARIABLES.map((name) => [name, `{{env.${name}}}`]));
    for (const { envVariables } of speaking) expect(envVariables).toEqual(expected);
  });

  it('has every variable in .env.example', () => {
    const example = parseEnv(readFileSync(join(root, '.env.example'), 'utf8'));
    expect(Object.keys(example).sort()).toEqual([...new Set(read)].sort());
  });

  it('explains every variable in docs/wechatpay.md', () => {
    const page = readFileSync(join(root, 'docs', 'wechatpay.md'), 'utf8');
    expect(read.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the doctor, on callbacks,', () => {
  const callback = (url: string) => checkCallback(url, 'shop-1a2b3c', deployment);

  it('finds the path of the function right', () => {
    expect(marks(callback('https://pay.shop.cn/wechatpay/callback'))).toBe('✓');
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
