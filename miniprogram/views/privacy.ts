import { PRIVACY_SAYS } from '../copy/privacy';
import type { Answer } from '../services/call';

export type ExportPage = Answer<'account', { action: 'export' }>;

/** Everything that is held about a buyer, in one. */
export type ExportFile = Omit<ExportPage, 'nextCursor'>;

/** The file with one more page in it, in the order in which they come. */
export function withPage(before: ExportFile | null, page: ExportPage): ExportFile {
  const { nextCursor: _nextCursor, ...file } = page;
  if (!before) return file;
  return {
    ...before,
    orders: [...before.orders, ...page.orders],
    deliveries: [...before.deliveries, ...page.deliveries],
    channelEvents: [...before.channelEvents, ...page.channelEvents],
  };
}

/** What is in the file, in plain words, a line each. */
export function exportContents({
  account,
  orders,
  deliveries,
  channelEvents,
}: ExportFile): readonly string[] {
  return [
    account ? PRIVACY_SAYS.account : PRIVACY_SAYS.noAccount,
    PRIVACY_SAYS.orders(orders.length),
    PRIVACY_SAYS.deliveries(deliveries.length),
    PRIVACY_SAYS.channelEvents(channelEvents.length),
  ];
}
