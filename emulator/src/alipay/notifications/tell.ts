import { announce } from '../../channels/announce.ts';
import { nextNumber } from '../../channels/numbers.ts';
import { type StandIn, vendorNow } from '../stand-in.ts';
import type { NotifyEvent } from './event.ts';

/** Has the merchant told of something, under a `notify_id` of its own. Nothing happens without a URL. */
export function tell(
  standIn: StandIn,
  url: string | undefined,
  told: Pick<NotifyEvent, 'kind' | 'parameters'> & { readonly about: string },
): void {
  if (!url) return;
  const { kind, about } = told;
  const { callbacks: scenario, callbackDelayMs: delayMs } = standIn.state.behaviour;
  const createdAtMs = vendorNow(standIn);
  const newEvent = (id: string): NotifyEvent => ({
    id,
    kind,
    createdAtMs,
    parameters: { ...told.parameters, notify_id: id },
  });
  announce(standIn, {
    url,
    about,
    scenario,
    delayMs,
    event() {
      const id = nextNumber(standIn, '');
      return { id, event: newEvent(id) };
    },
  });
}
