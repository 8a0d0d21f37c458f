import type { ChannelName } from '../../cloudfunctions/shared/domain/order/order.ts';

/** What a channel is called, for the merchant's people: all that they read about an order takes its words from here. */
export interface ChannelWords {
  readonly name: string;
  /** What of it collects later. */
  readonly product: string;
  /** Where the merchant looks after its orders. */
  readonly backOffice: string;
  /** Stands beside each of its orders; empty for the usual ones, which nobody needs to tell apart. */
  readonly tag: string;
  /** What becomes of a collection that runs when only `to` is left to be paid. */
  readonly collectsOnly: (to: string) => string;
}

/** A text that names the channel of the order that it is about, or need not. */
export type ChannelText = string | ((channel: ChannelWords) => string);

export const CHANNELS: Readonly<Record<ChannelName, ChannelWords>> = {
  wechatpay: {
    name: '微信支付',
    product: '微信支付分',
    backOffice: '微信支付商户平台',
    tag: '',
    collectsOnly: (to) => `请微信支付改扣 ${to}；多扣到的会退给买家。`,
  },
  alipay: {
    name: '支付宝',
    product: '芝麻先享',
    backOffice: '支付宝商家平台',
    tag: '支付宝',
    collectsOnly: () => '支付宝仍按原金额扣款；多扣到的会退给买家。',
  },
};

/** A phone may be older than the functions that it calls. */
export const UNKNOWN_CHANNEL: ChannelWords = {
  name: '支付渠道',
  product: '先用后付',
  backOffice: '支付渠道的商家后台',
  tag: '',
  collectsOnly: (to) => `最后只收 ${to}；多扣到的会退给买家。`,
};
