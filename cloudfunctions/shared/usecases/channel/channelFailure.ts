import type { ChannelFailure } from '../../channels/channel.ts';
import type { CoreServices } from '../services.ts';

/**
 * Logs that the channel gave no facts, and raises the alarm if it refused what is configured here: that fails
 * every order.
 */
export function noteFailure(
  services: CoreServices,
  call: string,
  failure: ChannelFailure,
  orderId: string | null,
): void {
  const told = { orderId, call, outcome: failure.kind, answer: codeOf(failure) };
  services.log('channelCall', told);
  if (failure.kind === 'refused' && failure.misconfigured) services.alarm('channelMisconfigured', told);
}

/** In a word, for log and history. */
export function codeOf(failure: ChannelFailure): string {
  if (failure.kind === 'unknown') return failure.cause;
  return failure.kind === 'refused' ? failure.code : 'notFound';
}
