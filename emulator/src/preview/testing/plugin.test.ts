import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type FixtureFiles, writeMiniprogram } from '../compile/testing/fixture.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const vitest = here('../../../../node_modules/vitest/vitest.mjs');

interface Outcome {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs these tests in a vitest of their own, as a project would. */
async function runTests(files: FixtureFiles): Promise<Outcome> {
  const root = writeMiniprogram({
    'package.json': { type: 'module', dependencies: { 'tdesign-miniprogram': '*' } },
    'vitest.config.js': `
      import { miniprogram } from ${JSON.stringify(here('./index.ts'))};
      export default { plugins: [miniprogram({ root: 'miniprogram' })], test: { include: ['*.test.ts'] } };`,
    ...files,
  });
  const project = dirname(root);
  const report = join(project, 'report.json');
  const child = spawn(process.execPath, [vitest, 'run', '--reporter=json', `--outputFile=${report}`], {
    cwd: project,
    // The variables of the vitest around it would confuse the one inside.
    env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  await new Promise((resolve) => child.on('close', resolve));
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    throw new Error(Buffer.concat(output).toString());
  }
}

function failuresOf({ testResults }: Outcome): readonly string[] {
  return testResults.flatMap(({ message, assertionResults }) => [
    ...(message ? [message] : []),
    ...assertionResults.flatMap(({ failureMessages }) => failureMessages),
  ]);
}

const shop: FixtureFiles = {
  'miniprogram/app.json': {
    pages: ['pages/order/order', 'pages/later/later'],
    usingComponents: { 't-button': 'tdesign-miniprogram/button/button', price: 'components/price/price' },
  },
  'miniprogram/services/call.ts': 'export const call = async (name: string) => { throw new Error(name); };',
  'miniprogram/components/price/price.json': { component: true },
  'miniprogram/components/price/price.ts':
    "Component({ properties: { fen: Number }, methods: { pick() { this.triggerEvent('pick', { fen: this.data.fen }); } } });",
  'miniprogram/components/price/price.wxml':
    '<wxs module="m">module.exports = { yuan: function (fen) { return (fen / 100).toFixed(2); } };</wxs><view class="price" bind:tap="pick">¥{{m.yuan(fen)}}</view>',
  'miniprogram/components/unused/unused.json': { component: true },
  'miniprogram/components/unused/unused.ts': 'Component({});',
  'miniprogram/components/unused/unused.wxml': '<view>not on any page yet</view>',
  'miniprogram/pages/order/order.ts': `
    import Toast from 'tdesign-miniprogram/toast/index';
    import { call } from '../../services/call';
    Page({
      data: { id: '', result: '' },
      onLoad(query: { id: string }) { this.setData({ id: query.id }); },
      async buy() { this.setData({ result: await call('createOrder') }); },
      toast() { Toast({ context: this, selector: '#toast', message: '好' }); },
    });`,
  'miniprogram/pages/order/order.json': { usingComponents: { 't-toast': 'tdesign-miniprogram/toast/toast' } },
  'miniprogram/pages/order/order.wxml':
    '<view>订单 {{id}}</view><price fen="{{1234}}"/><t-button bind:tap="buy">下单</t-button><view>{{result}}</view><view bind:tap="toast">提示</view><t-toast id="toast"/>',
};

const helpers = JSON.stringify(here('./page.ts'));

test('a test mounts pages and components with all they use, and mocks their services', async () => {
  const outcome = await runTests({
    ...shop,
    'order.test.ts': `
      import { expect, test, vi } from 'vitest';
      import { mount as mountOrder } from 'virtual:miniprogram/pages/order/order';
      import { mount as mountPrice } from 'virtual:miniprogram/components/price/price';
      import { mount as mountUnused } from 'virtual:miniprogram/components/unused/unused';
      import { findByText, tap, textOf } from ${helpers};
      import { call } from './miniprogram/services/call';
      vi.mock('./miniprogram/services/call', () => ({ call: vi.fn() }));

      test('a page', async () => {
        vi.mocked(call).mockResolvedValue('已下单');
        const page = mountOrder({}, { id: 'p1' });
        expect(textOf(page.element)).toContain('订单 p1');
        expect(textOf(page.element)).toContain('¥12.34');
        tap(findByText(page.element, '下单'));
        await vi.waitFor(() => expect(page.instance.data.result).toBe('已下单'));
        expect(call).toHaveBeenCalledWith('createOrder');
        expect(textOf(page.element)).toContain('已下单');
        tap(findByText(page.element, '提示'));
        await vi.waitFor(() => findByText(page.element, '好'));
      });

      test('a component', () => {
        const price = mountPrice({ fen: 700 });
        const picked = vi.fn();
        price.on('pick', picked);
        tap(findByText(price.element, '¥7.00'));
        expect(picked).toHaveBeenCalledWith({ fen: 700 });
        wx.createIntersectionObserver(price.instance).relativeToViewport().observe('.price', () => {});
      });

      test('a component that no page uses yet', () => {
        expect(textOf(mountUnused().element)).toBe('not on any page yet');
      });`,
  });
  expect(failuresOf(outcome)).toEqual([]);
  expect(outcome.numPassedTests).toBe(3);
});

test('what is wrong with a page fails its tests with every reason, and no other tests', async () => {
  const outcome = await runTests({
    ...shop,
    'miniprogram/pages/later/later.ts': 'Page({});',
    'miniprogram/pages/later/later.wxml': '<view>\n<t-gone/>',
    'later.test.ts': "import 'virtual:miniprogram/pages/later/later';",
    'price.test.ts': `
      import { expect, test } from 'vitest';
      import { mount } from 'virtual:miniprogram/components/price/price';
      test('price', () => expect(mount({ fen: 1 }).element.textContent).toBe('¥0.01'));`,
  });
  expect(outcome.numPassedTests).toBe(1);
  const failures = failuresOf(outcome).join('\n');
  expect(failures).toContain('pages/later/later.wxml:1:2: Missing end tag');
  expect(failures).toContain('pages/later/later.wxml:2:1: <t-gone> is no component');
});
