import type { IncomingMessage, ServerResponse } from 'node:http';

import { readBody } from '../../http/body.ts';
import type { Route } from '../../kernel/service.ts';
import { ChannelRefusal } from '../refusal.ts';
import { type Html, html } from './html.ts';
import { document, pageHeaders, status } from './layout.ts';
import { type KeptPage, noticeOn } from './store.ts';
import type { View } from './view.ts';

const bodyLimitBytes = 1024;

/** A stand-in that shows pages. */
interface Host<Page> {
  /** The URL path of a style sheet that they load; null = they load nothing. */
  readonly fontStyles: string | null;
  readonly state: { readonly pages: Map<string, Page> };
}

/** The pages of one vendor. */
export interface Pages<StandIn, Page> {
  /** Whose pages they play, as people call it. */
  readonly vendor: string;
  /** Where they are; the rest of the path is a page's id. */
  readonly path: string;
  viewOf(page: Page): View<StandIn, Page>;
  /** What a page shows beneath its last words, once it was left. */
  farewell(page: Page): Html;
}

/**
 * GET shows a page as it stands; POST presses one of its buttons and leads back to it. Like everything under
 * `/_emulator/` they refuse what comes from foreign web pages.
 */
export function pageRoutes<StandIn extends Host<Page>, Page extends KeptPage>(
  standIn: StandIn,
  pages: Pages<StandIn, Page>,
): readonly Route[] {
  const { vendor, path } = pages;
  const find = (url: URL) => standIn.state.pages.get(url.pathname.slice(path.length));
  const sendUnknown = (response: ServerResponse) => {
    const content = html`<p>此页面已失效，请返回商户小程序重新打开。</p>`;
    sendPage(standIn, response, 404, { vendor, title: '页面不存在', content });
  };
  return [
    {
      method: 'GET',
      path,
      async handle(_request, response, url) {
        const page = find(url);
        if (page) sendPage(standIn, response, 200, { vendor, ...shown(standIn, pages, page) });
        else sendUnknown(response);
      },
    },
    {
      method: 'POST',
      path,
      async handle(request, response, url) {
        const form = await formOf(request);
        const page = find(url);
        if (!page) {
          sendUnknown(response);
          return;
        }
        press(standIn, pages.viewOf(page), page, form);
        response.writeHead(303, { ...pageHeaders(standIn.fontStyles), location: url.pathname });
        response.end();
      },
    },
  ];
}

/** Also for what a vendor answers with a page that is not kept, such as a refusal in the browser. */
export function sendPage(
  { fontStyles }: Pick<Host<never>, 'fontStyles'>,
  response: ServerResponse,
  statusCode: number,
  page: Omit<Parameters<typeof document>[0], 'fontStyles'>,
): void {
  response.writeHead(statusCode, { ...pageHeaders(fontStyles), 'content-type': 'text/html; charset=utf-8' });
  response.end(document({ ...page, fontStyles }));
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(request, bodyLimitBytes)).toString());
}

/** A page that was left, or a button that it does not have, does nothing. */
function press<StandIn extends Host<Page>, Page extends KeptPage>(
  standIn: StandIn,
  { actions }: View<StandIn, Page>,
  page: Page,
  form: URLSearchParams,
): void {
  const action = form.get('action') ?? '';
  const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!act || page.result) return;
  try {
    act(standIn, page, form);
  } catch (error) {
    if (!(error instanceof ChannelRefusal)) throw error;
    noticeOn(standIn.state.pages, page, `${error.message}。`);
  }
}

function shown<StandIn, Page extends KeptPage>(
  standIn: StandIn,
  { viewOf, farewell }: Pages<StandIn, Page>,
  page: Page,
) {
  const view = viewOf(page);
  if (page.result) {
    const { text } = page.result;
    return { title: view.title, said: text, content: html`${status(text)}${farewell(page)}` };
  }
  const said = page.notice === null ? null : status(page.notice);
  return { title: view.title, said: page.notice, content: html`${said}${view.content(standIn, page)}` };
}
