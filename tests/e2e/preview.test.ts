import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { launchChromium, openPhone } from '../../tools/browser/chromium.ts';
import { launchEmulator } from '../../tools/local/launch.ts';
import { WECHATPAY } from '../support/channels/wechatpay.ts';
import { copyProject } from '../support/project.ts';
import { System } from '../support/system.ts';
import { eventually } from './support/journey.ts';
import { previewBuilt, previewState } from './support/preview.ts';

/** A mini-program that these tests may break. */
let project: Awaited<ReturnType<typeof copyProject>>;
let system: System;
let browser: Browser;
let page: Page;

const DESKTOP = {
  // High enough for the phone in its full size: Playwright misses in a frame that is drawn smaller.
  viewport: { width: 1600, height: 1200 },
  deviceScaleFactor: 1,
  isMobile: false,
  hasTouch: false,
};

const source = (file: string) => join(project.dir, 'miniprogram', file);

/** Changes a source file for the length of `act`, as somebody at his editor does. */
async function withChange(
  file: string,
  change: (text: string) => string,
  act: () => Promise<void>,
): Promise<void> {
  const text = await readFile(source(file), 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(source(file), changed);
  try {
    await act();
  } finally {
    await writeFile(source(file), text);
  }
}

async function copyOfTheProject() {
  const copy = await copyProject();
  const packages = 'miniprogram_npm';
  await cp(join(process.cwd(), 'project.config.json'), join(copy.dir, 'project.config.json'));
  await cp(join(process.cwd(), 'miniprogram'), join(copy.dir, 'miniprogram'), {
    recursive: true,
    filter: (path) => !path.endsWith(packages),
  });
  const built = join(process.cwd(), 'miniprogram', packages);
  await symlink(built, join(copy.dir, 'miniprogram', packages), 'junction');
  return copy;
}

beforeAll(async () => {
  const launching = launchChromium();
  project = await copyOfTheProject();
  const options = ['--memory', '--preview', '--project', project.dir];
  system = new System(await launchEmulator(process.cwd(), options), WECHATPAY);
  await previewBuilt(system.cloud.origin);
  browser = await launching;
  const context = await openPhone(browser, DESKTOP);
  page = await context.newPage();
  await page.goto(system.cloud.origin);
});
afterEach(() => eventually(async () => (await previewState(system.cloud.origin)).type).toBe('built'));
afterAll(async () => {
  await browser?.close();
  await system?.emulator.stop();
  await project?.remove();
});

const phone = () => page.frameLocator('iframe[title="手机"]');

describe('the preview', () => {
  test('shows the mini-program on a phone, beside everything a tester needs', async () => {
    await phone().getByText('白瓷茶具六件套').waitFor();
    for (const name of ['时间', '函数调用', '数据库']) await page.getByRole('region', { name }).waitFor();
    await page.getByRole('log', { name: '函数调用' }).getByText('listProducts').first().waitFor();
    await page.getByText('已编译').waitFor();
  });

  test('hands the phone to another person', async () => {
    await page.getByRole('button', { name: '陈建国' }).click();
    await phone().getByRole('tab', { name: '我的' }).click();
    await phone().getByText('未开通').waitFor();
    const log = page.getByRole('log', { name: '函数调用' });
    await log
      .locator('summary')
      .filter({ hasText: 'account' })
      .filter({ hasText: '陈建国' })
      .first()
      .waitFor();

    await page.getByRole('button', { name: '赵店长' }).click();
    await phone().getByRole('button', { name: '商家后台' }).waitFor();
  });

  test('moves the clock by a day, and everything with it', async () => {
    const before = await system.now();
    await page.getByRole('button', { name: '+1 天' }).click();
    await page.getByText('时间前进了').waitFor();
    const movedMs = (await system.now()).getTime() - before.getTime();
    expect(movedMs).toBeGreaterThanOrEqual(DAY_MS);
    await page.getByText('比现实快').waitFor();
  });

  test('shows documents as they change', async () => {
    const buyer = system.stranger();
    await page.getByRole('region', { name: '数据库' }).getByText('先用后付账户').click();
    await page.getByText('没有文档').waitFor();
    await buyer.openAccount();
    const [account] = await system.database.documents('creditAccounts');
    await page.getByText(String(account?.['_id'])).waitFor();
  });

  test('shows a change of the sources without being asked', async () => {
    await page.getByRole('button', { name: '首页' }).click();
    const { revision } = await previewState(system.cloud.origin);
    await withChange(
      'copy/shop.ts',
      (text) => text.replace("learn: '了解'", "learn: '仔细看看'"),
      async () => {
        await phone().getByText('仔细看看').waitFor();
        expect((await previewState(system.cloud.origin)).revision).not.toBe(revision);
      },
    );
    await phone().getByText('了解').waitFor();
  });

  test('tells of a broken page where it is and why, and keeps what was built last', async () => {
    const { revision } = await previewState(system.cloud.origin);
    await withChange(
      'pages/shop/shop.wxml',
      (text) => text.replace('</hf-page>', ''),
      async () => {
        const alert = phone().getByRole('alert').filter({ hasText: '编译失败' });
        await alert.getByText('pages/shop/shop.wxml').waitFor();
        await alert.getByText('hf-page').first().waitFor();
        expect(await previewState(system.cloud.origin)).toMatchObject({ type: 'failed', revision });
        await alert.getByRole('button', { name: '关闭' }).click();
        await phone().getByText('白瓷茶具六件套').waitFor();
      },
    );
  });

  test('tells of a script that cannot be compiled, until it is mended', async () => {
    const alert = phone().getByRole('alert').filter({ hasText: '编译失败' });
    await withChange(
      'pages/shop/shop.ts',
      (text) => `${text}\nconst = 1;\n`,
      async () => {
        await alert.getByText('pages/shop/shop.ts').waitFor();
      },
    );
    await alert.waitFor({ state: 'detached' });
    await phone().getByText('白瓷茶具六件套').waitFor();
  });

  test('shows what a page throws, by the line that was written', async () => {
    await withChange(
      'pages/shop/shop.ts',
      (text) =>
        text.replace(
          'onLoad(): Promise<void> {',
          "onLoad(): Promise<void> { throw new Error('broken on purpose');",
        ),
      async () => {
        const error = phone().getByRole('alert').filter({ hasText: '页面出错了' });
        await error.getByText('broken on purpose').waitFor();
        await error.getByText(/pages\/shop\/shop\.ts:\d+/).waitFor();
      },
    );
  });
});
