import type { ChannelName } from '../cloudfunctions/shared/domain/order/order.ts';

/** A record, so that the compiler misses none. */
const CHANNELS: Readonly<Record<ChannelName, true>> = { wechatpay: true, alipay: true };

/** For `--channel`. @throws Error if there is none of that name */
export function channelNamed(name: string): ChannelName {
  const names = Object.keys(CHANNELS) as ChannelName[];
  const channel = names.find((one) => one === name);
  if (!channel) throw new Error(`there is no channel ${name}: --channel is ${names.join(' or ')}`);
  return channel;
}
