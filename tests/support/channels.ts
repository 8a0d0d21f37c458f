import { ALIPAY } from './channels/alipay.ts';
import type { ChannelInTest } from './channels/standIn.ts';
import { WECHATPAY } from './channels/wechatpay.ts';

const ALL: readonly ChannelInTest[] = [WECHATPAY, ALIPAY];

/** For tests of what must hold over each: `describe.each(CHANNELS)('over %s', (_name, tested) => …)`. */
export const CHANNELS = ALL.map((channel) => [channel.way.name, channel] as const);
