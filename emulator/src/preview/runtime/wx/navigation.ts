import type { Page } from '../pages/page.ts';
import { pageStack } from '../pages/stack.ts';
import { asyncApi } from './api.ts';
import { EventChannel } from './event-channel.ts';

interface Url {
  readonly url: string;
}

interface NavigateTo extends Url {
  readonly events?: Readonly<Record<string, (...args: readonly unknown[]) => void>>;
}

/** The channel between a page and the one that it opens: what either emits, the other hears. */
function connect(page: Page, events: NavigateTo['events']): EventChannel {
  const [opener, opened] = EventChannel.pair();
  page.instance['getOpenerEventChannel'] = () => opened;
  for (const [name, listener] of Object.entries(events ?? {})) opener.on(name, listener);
  return opener;
}

export const navigation = {
  navigateTo: asyncApi('navigateTo', ({ url, events }: NavigateTo) => {
    let eventChannel: EventChannel | undefined;
    pageStack.navigateTo(url, (page) => {
      eventChannel = connect(page, events);
    });
    return { eventChannel };
  }),
  redirectTo: asyncApi('redirectTo', ({ url }: Url) => {
    pageStack.redirectTo(url);
  }),
  reLaunch: asyncApi('reLaunch', ({ url }: Url) => {
    pageStack.reLaunch(url);
  }),
  switchTab: asyncApi('switchTab', ({ url }: Url) => pageStack.switchTab(url)),
  navigateBack: asyncApi('navigateBack', ({ delta = 1 }: { readonly delta?: number }) =>
    pageStack.navigateBack(delta),
  ),
};
