import type { IncomingMessage, ServerResponse } from 'node:http';

import { readBody } from '../../http/body.ts';
import type { Route } from '../../kernel/service.ts';
import { Refusal } from '../errors.ts';
import type { StandIn } from '../stand-in.ts';
import { confirmView } from './confirm.ts';
import { detailView } from './detail.ts';
import { enableView } from './enable.ts';
import { type Html, html } from './html.ts';
import { document, pageHeaders, reportScript, status } from './layout.ts';
import { type BusinessType, notice, type Page, type PageResult, pagesPath } from './page.ts';
import type { View } from './view.ts';

const views: Readonly<Record<BusinessType, View>> = {
  wxpayScoreEnable: enableView,
  wxpayScoreUse: confirmView,
  wxpayScoreDetail: detailView,
};

const bodyLimitBytes = 1024;

/**
 * The pages that `openBusinessView` names. GET shows one as it stands; POST presses one of its buttons and leads
 * back to it. Like everything under `/_emulator/` they refuse what comes from foreign web pages.
 */
export function pageRoutes(standIn: StandIn): readonly Route[] {
  const find = (url: URL) => standIn.state.pages.get(url.pathname.slice(pagesPath.length));
  return [
    {
      method: 'GET',
      path: pagesPath,
      async handle(_request, response, url) {
        const page = find(url);
        if (!page) {
          sendUnknown(standIn, response);
          return;
        }
        const { fontStyles } = standIn;
        const { title } = views[page.businessType];
        const said = page.result?.text ?? page.notice;
        const content = contentOf(standIn, page);
        send(standIn, response, 200, document({ title, content, said, fontStyles }));
      },
    },
    {
      method: 'POST',
      path: pagesPath,
      async handle(request, response, url) {
        const action = await actionOf(request);
        const page = find(url);
        if (!page) {
          sendUnknown(standIn, response);
          return;
        }
        press(standIn, page, action);
        response.writeHead(303, { ...pageHeaders(standIn.fontStyles), location: url.pathname });
        response.end();
      },
    },
  ];
}

async function actionOf(request: IncomingMessage): Promise<string> {
  const body = await readBody(request, bodyLimitBytes);
  return new URLSearchParams(body.toString()).get('action') ?? '';
}

/** A page that was left, or a button that it does not have, does nothing. */
function press(standIn: StandIn, page: Page, action: string): void {
  const { actions } = views[page.businessType];
  const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!act || page.result) return;
  try {
    act(standIn, page);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    notice(standIn, page, `${error.message}。`);
  }
}

function contentOf(standIn: StandIn, page: Page): Html {
  if (page.result) return resultOf(page, page.result);
  const said = page.notice === null ? null : status(page.notice);
  return html`${said}${views[page.businessType].content(standIn, page)}`;
}

function resultOf({ businessType }: Page, { errCode, extraData, text }: PageResult): Html {
  const message = { type: 'openBusinessView', businessType, errCode, extraData };
  return html`${status(text)}<p>您可以关闭此页面，返回商户小程序。</p>${reportScript(message)}`;
}

function sendUnknown(standIn: StandIn, response: ServerResponse): void {
  const content = html`<p>此页面已失效，请返回商户小程序重新打开。</p>`;
  const { fontStyles } = standIn;
  send(standIn, response, 404, document({ title: '页面不存在', content, fontStyles }));
}

function send({ fontStyles }: StandIn, response: ServerResponse, statusCode: number, page: string): void {
  response.writeHead(statusCode, { ...pageHeaders(fontStyles), 'content-type': 'text/html; charset=utf-8' });
  response.end(page);
}
