import { expect } from 'vitest';
import type { Phone } from './phone.ts';

/** What the shop calls its goods. */
export const GOODS = {
  teaSet: '白瓷茶具六件套',
  thermos: '316 不锈钢保温杯',
  quilt: '新疆长绒棉四件套',
  chair: '家用按摩椅',
} as const;

/** Long enough for the slowest machine; whoever waits goes on as soon as he can. */
const PATIENCE_MS = 20_000;

/** Asks the server until it says what is expected. */
export function eventually<T>(read: () => Promise<T>) {
  return expect.poll(read, { timeout: PATIENCE_MS, interval: 100 });
}

/** From the shop, by the page of the goods, to where they are ordered. */
export async function goToCheckout(phone: Phone, goods: string): Promise<void> {
  await phone.tap(goods);
  await phone.arrive('pages/goods/goods');
  await phone.tap('去下单');
  await phone.arrive('pages/checkout/checkout');
}

/** The steps of the page 开通先用后付, and what WeChat asks on a page of its own. */
export async function openService(phone: Phone): Promise<void> {
  await phone.arrive('pages/opening/opening');
  await phone.tap('看明白了，下一步');
  await phone.tap('我已年满 18 周岁', 'checkbox');
  await phone.tap('我看过并同意', 'checkbox');
  await phone.tap('同意并开通');
  await phone.atWechatPay('同意并开通');
  await phone.see('已经开通');
}

export async function fillInDelivery(phone: Phone): Promise<void> {
  await phone.fill('收货人', '林小满');
  await phone.fill('手机号', '13800000000');
  await phone.fill('地址', '福建省泉州市丰泽区东海街 1 号');
}

export async function choosePayLater(phone: Phone): Promise<void> {
  await phone.tap('先用后付', 'radio');
}

/** The box beside amount and day. */
export async function tickTheBox(phone: Phone): Promise<void> {
  await phone.tap('我看清了上面的金额和付款时间', 'checkbox');
}

export async function submitOrder(phone: Phone): Promise<void> {
  await phone.tap('提交订单');
}

/** From the shop, by everything that an order needs, to the tap that places it. */
export async function order(phone: Phone, goods: string): Promise<void> {
  await goToCheckout(phone, goods);
  await fillInDelivery(phone);
  await choosePayLater(phone);
  await tickTheBox(phone);
  await submitOrder(phone);
}
