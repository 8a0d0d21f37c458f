import { app } from '../app.ts';
import type { Page } from '../pages/page.ts';
import { formatUrl } from '../pages/url.ts';
import { showModal } from './modal.ts';

interface ShareCard {
  readonly title?: string;
  readonly path?: string;
  readonly promise?: Promise<ShareCard>;
}

interface ShareSource {
  readonly from: 'button' | 'menu';
  readonly target?: object;
}

/** Shows the card that WeChat would send to a friend. */
export async function share(page: Page, source: ShareSource): Promise<void> {
  const answered = page.call('onShareAppMessage', source) as ShareCard | undefined;
  const card = { ...answered, ...(await answered?.promise) };
  const title = card.title ?? app.config.window?.navigationBarTitleText ?? '';
  const path = card.path ?? `/${formatUrl(page)}`;
  await showModal({ title: '转发给朋友', content: `${title}\n${path}`, showCancel: false });
}
