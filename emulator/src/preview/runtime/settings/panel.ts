import type { ThemeName } from '../types.ts';
import { setFontSize } from './font-size.ts';
import { switchNetwork } from './network.ts';
import { forceTheme } from './theme.ts';

type ToPhone =
  | { readonly type: 'network'; readonly online: boolean }
  | { readonly type: 'theme'; readonly theme: ThemeName }
  | { readonly type: 'fontSize'; readonly size: number }
  | { readonly type: 'pullDown' };

type FromPhone =
  | { readonly type: 'route'; readonly path: string; readonly query: Readonly<Record<string, string>> }
  | { readonly type: 'error'; readonly message: string; readonly stack: string };

/** Tells the page that holds the phone in a frame; without one nobody hears it. */
export function tellPanel(message: FromPhone): void {
  if (window.parent !== window) window.parent.postMessage(message, location.origin);
}

function isMessage(data: unknown): data is ToPhone {
  return typeof data === 'object' && data !== null && 'type' in data;
}

/** Does what the panel says. Only the window around this one is heard. */
export function obeyPanel(pullDown: () => void): void {
  window.addEventListener('message', ({ data, source, origin }: MessageEvent<unknown>) => {
    if (source !== window.parent || origin !== location.origin || !isMessage(data)) return;
    if (data.type === 'network') switchNetwork(data.online);
    else if (data.type === 'theme') forceTheme(data.theme);
    else if (data.type === 'fontSize') setFontSize(data.size);
    else if (data.type === 'pullDown') pullDown();
  });
}
