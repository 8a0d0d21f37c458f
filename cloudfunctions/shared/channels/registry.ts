import { DomainError } from '../domain/domainError.ts';
import type { ChannelName } from '../domain/order/order.ts';
import { offersAlipay } from './alipay/config.ts';
import type { Channel } from './channel.ts';

/** Null where the merchant does not offer it. */
const loaders: Readonly<Record<ChannelName, () => Promise<Channel> | null>> = {
  // Loaded when first used: a cold start that needs no channel does not pay for its library.
  wechatpay: async () => (await import('./wechatpay/wechatpay.ts')).openWechatpay(process.env),
  alipay: () =>
    offersAlipay(process.env)
      ? import('./alipay/alipay.ts').then(({ openAlipay }) => openAlipay(process.env))
      : null,
};

const opened = new Map<ChannelName, Promise<Channel>>();

/**
 * The channel of that name, configured from the environment, one per instance.
 * @throws DomainError CHANNEL_UNAVAILABLE where the merchant does not offer it
 */
export async function openChannel(name: ChannelName): Promise<Channel> {
  const known = opened.get(name);
  if (known) return known;
  const channel = loaders[name]();
  if (!channel) throw new DomainError('CHANNEL_UNAVAILABLE');
  opened.set(name, channel);
  return channel;
}
