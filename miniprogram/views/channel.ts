import { CHANNELS, type ChannelText, type ChannelWords, UNKNOWN_CHANNEL } from '../copy/channels';
import { isKeyOf } from './keys';

export function channelOf({ channel }: { readonly channel: string }): ChannelWords {
  return isKeyOf(CHANNELS, channel) ? CHANNELS[channel] : UNKNOWN_CHANNEL;
}

/** The text of an order's page, naming its channel. */
export function naming(channel: ChannelWords, text: ChannelText): string {
  return typeof text === 'string' ? text : text(channel);
}
