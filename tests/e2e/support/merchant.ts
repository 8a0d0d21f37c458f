import type { Phone } from './phone.ts';
import { MERCHANT } from './stage.ts';

/** From the merchant's first page, by one of its lists, to the order of these goods. */
export async function findOrder(operator: Phone, list: string, goods: string): Promise<void> {
  await operator.open(MERCHANT);
  await operator.tap(list);
  await operator.arrive('merchant/pages/orders/orders');
  await operator.tap(goods);
  await operator.arrive('merchant/pages/order/order');
}

/** The order's page on the merchant's side. */
export async function openOrder(operator: Phone, orderId: string): Promise<void> {
  await operator.open(`merchant/pages/order/order?id=${orderId}`);
}

/** Hands in the form of a step, whose button has the step's name. */
export async function submitForm(operator: Phone, step: string): Promise<void> {
  const form = operator.screen.getByRole('dialog', { name: step });
  await form.getByRole('button', { name: step, exact: true }).tap();
}

export async function ship(operator: Phone): Promise<void> {
  await operator.tap('发货');
  await operator.tap('顺丰速运');
  await operator.fill(/快递单号|写在面单上/, 'SF1234567890');
  await submitForm(operator, '发货');
  await operator.see('已发货');
}
