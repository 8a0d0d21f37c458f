import type { Page } from 'playwright-core';
import { topScreen } from '../browser/phonePage.ts';

/** What is done on a page before its picture is taken. */
export type Act = (page: Page) => Promise<void>;

/** A finger on a button. */
export function tap(button: string): Act {
  return (page) => topScreen(page).getByRole('button', { name: button }).tap();
}

export function choose(radio: string): Act {
  return (page) => topScreen(page).getByRole('radio', { name: radio }).tap();
}

function tick(box: string): Act {
  return (page) => topScreen(page).getByRole('checkbox', { name: box }).tap();
}

/** One after the other. */
export function inTurn(...acts: readonly Act[]): Act {
  return async (page) => {
    for (const act of acts) await act(page);
  };
}

async function fillInDelivery(page: Page): Promise<void> {
  const fields = { 收货人: '林小满', 手机号: '13800000000', 地址: '福建省泉州市丰泽区东海街 1 号' };
  for (const [name, text] of Object.entries(fields)) {
    await topScreen(page).getByRole('textbox', { name }).fill(text);
  }
}

/** Everything that an order needs but the last tap. */
export const agreeToOrder = inTurn(fillInDelivery, choose('先用后付'), tick('我看清了'));

/** So large an order is decided on only when its buyer has repeated what it comes to. */
export async function orderSoMuch(page: Page): Promise<void> {
  await inTurn(agreeToOrder, tap('提交订单'))(page);
  await topScreen(page).getByRole('dialog', { name: '请再核对一次' }).waitFor();
}

const agreeToOpen = inTurn(
  tap('看明白了，下一步'),
  tick('我已年满'),
  tick('我看过并同意'),
  tap('同意并开通'),
);

/** To the channel's own page, over the whole phone. */
export async function openAtWechat(page: Page): Promise<void> {
  await agreeToOpen(page);
  await page.frameLocator('mp-layer iframe').getByRole('button', { name: '同意并开通' }).waitFor();
}

/** To the orders, which cannot be read without a network. */
export async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.locator('mp-tab-bar').getByRole('tab', { name: '订单' }).tap();
  await topScreen(page).getByText('网络好像断开了').waitFor();
}
