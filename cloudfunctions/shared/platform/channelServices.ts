import { openChannel } from '../channels/registry.ts';
import type { Services } from '../usecases/services.ts';
import { mainServices } from './mainServices.ts';
import { push } from './push.ts';

/**
 * The instance's services with the channels and the way to the buyer. Only doors that need a channel import this: it is a third of a
 * bundle.
 */
export function channelServices(): Services {
  return { ...mainServices(), channel: openChannel, push };
}
