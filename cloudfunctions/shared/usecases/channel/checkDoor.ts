import { DomainError } from '../../domain/domainError.ts';
import type { ChannelName } from '../../domain/order/order.ts';
import type { Caller } from '../services.ts';

/**
 * Who somebody is, only the channel can say through whose door he came: with another one he can do nothing.
 * @throws DomainError CHANNEL_UNAVAILABLE
 */
export function checkDoor(caller: Caller, channel: ChannelName): void {
  if (caller.channel !== channel) throw new DomainError('CHANNEL_UNAVAILABLE');
}
