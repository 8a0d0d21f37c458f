import { type Started, startStandIn } from '../../channels/testing/start.ts';
import { type AlipayService, createAlipay } from '../index.ts';
import { type ReceivedNotification, readNotification } from './receiver.ts';
import { appGateway, openId, orderOf, payOf, zhima } from './requests.ts';
import { type Merchant, merchantOf } from './sdk.ts';

export type Harness = Started<AlipayService, ReceivedNotification>;

export function startAlipay(
  options: { readonly strict?: boolean; readonly fontStyles?: string } = {},
): Promise<Harness> {
  return startStandIn((given) => createAlipay({ ...options, ...given, appGateway: () => appGateway }), {
    answer: 'success',
    receive: readNotification,
  });
}

export interface Opened {
  readonly standIn: Harness;
  readonly merchant: Merchant;
  /** The credit_agreement_id of the user. */
  readonly agreement: string;
}

/** The same, with the SDK as client and a user who has opened the service. */
export async function startOpened(): Promise<Opened> {
  const standIn = await startAlipay();
  const { data } = await standIn.control('sign', { openId, outAgreementNo: 'A-1' });
  await standIn.advance(0);
  standIn.callbacks.length = 0;
  standIn.sent.length = 0;
  return { standIn, merchant: merchantOf(standIn.environment), agreement: data.credit_agreement_id };
}

export interface Ordered extends Opened {
  /** The credit_biz_order_id of the order `order-1`, of 15 yuan. */
  readonly id: string;
  pay(totalAmount?: string): ReturnType<Merchant['call']>;
  trade(): ReturnType<Merchant['call']>;
  order(): ReturnType<Merchant['call']>;
}

/** The same, with an order that runs. */
export async function startOrdered(behaviour: object = {}): Promise<Ordered> {
  const opened = await startOpened();
  const { standIn, merchant, agreement } = opened;
  await standIn.control('behaviour', behaviour);
  const placed = await merchant.call(`${zhima}.creditbizorder.order`, orderOf(agreement, 'order-1'));
  const id: string = placed.credit_biz_order_id;
  return {
    ...opened,
    id,
    pay: (amount = '15.00') => merchant.call('alipay.trade.pay', payOf(id, amount), { notify_url: tradeUrl }),
    trade: () => merchant.call('alipay.trade.query', { out_trade_no: id }),
    order: () => merchant.call(`${zhima}.creditbizorder.query`, { out_order_no: 'order-1' }),
  };
}

export const tradeUrl = 'https://local-env.service.tcloudbase.com/alipay/trade';
