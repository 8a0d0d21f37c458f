import { DomainError } from '../domain/domainError.ts';
import type { ChannelName } from '../domain/order/order.ts';
import type { Channel } from './channel.ts';

const loaders: Partial<Record<ChannelName, () => Promise<Channel>>> = {
  // Loaded when first used: a cold start that needs no channel does not pay for its library.
  wechatpay: async () => (await import('./wechatpay/wechatpay.ts')).openWechatpay(process.env),
};

const opened = new Map<ChannelName, Promise<Channel>>();

/** The channel of that name, configured from the environment, one per instance. */
export async function openChannel(name: ChannelName): Promise<Channel> {
  const known = opened.get(name);
  if (known) return known;
  const load = loaders[name];
  if (!load) throw new DomainError('CHANNEL_UNAVAILABLE');
  const channel = load();
  opened.set(name, channel);
  return channel;
}
