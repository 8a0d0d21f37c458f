import { openChannel } from '../channels/registry.ts';
import type { Services } from '../usecases/services.ts';
import { mainServices } from './mainServices.ts';

/**
 * The instance's services with the channels. Only doors that need a channel import this: it is a third of a
 * bundle.
 */
export function channelServices(): Services {
  return { ...mainServices(), channel: openChannel };
}
