import { get, post } from '../api.ts';
import type { Live } from '../live.ts';
import type { ChannelState } from '../model.ts';
import { Signal } from '../signal.ts';
import { onceSoon } from '../soon.ts';
import type { Toasts } from '../toasts.ts';

/** WeChat Pay's stand-in as the panel sees it, and what can be done there. */
export interface Channel {
  readonly state: Signal<ChannelState | null>;
  /** `POST /_emulator/wechatpay/<call>`; what is impossible is shown with its reason. */
  act(call: string, input: unknown): Promise<void>;
  read(): Promise<void>;
}

const path = '/_emulator/wechatpay';
/** All that it remembers comes each time. */
const readEveryMs = 800;

export function followChannel(live: Live, toasts: Toasts): Channel {
  const state: Channel['state'] = new Signal<ChannelState | null>(null);
  const read = async (): Promise<void> => state.set(await get<ChannelState>(`${path}/state`));
  const readSoon = onceSoon(() => void read().catch(() => undefined), readEveryMs);
  live.connection.follow((connection) => connection === 'connected' && readSoon());
  // It says nothing by itself, but whatever it does ends in a call or follows one.
  live.onCall(readSoon);
  return {
    state,
    read,
    act: (call, input) =>
      toasts.attempt(async () => {
        await post(`${path}/${call}`, input);
        await read();
      }),
  };
}
