import { type Html, html } from '../../channels/pages/html.ts';
import { reportScript } from '../../channels/pages/layout.ts';
import { pageRoutes } from '../../channels/pages/routes.ts';
import type { View } from '../../channels/pages/view.ts';
import type { Route } from '../../kernel/service.ts';
import type { StandIn } from '../stand-in.ts';
import { agreementView } from './agreement.ts';
import { createView } from './create.ts';
import { loginView } from './login.ts';
import { orderView } from './order.ts';
import { type Page, pagesPath } from './page.ts';
import { signView } from './sign.ts';
import { vendor } from './vendor.ts';

/** The pages that `openView` names, and those behind links of `pageExecute`. */
export function alipayPageRoutes(standIn: StandIn): readonly Route[] {
  return pageRoutes<StandIn, Page>(standIn, { vendor, path: pagesPath, viewOf, farewell });
}

function viewOf({ openId, purpose }: Page): View<StandIn, Page> {
  if (openId === null) return loginView;
  switch (purpose.view) {
    case 'sign':
      return signView(openId, purpose.fields);
    case 'create':
      return createView(openId, purpose.fields);
    case 'agreement':
      return agreementView(openId, purpose.serviceId);
    case 'order':
      return orderView(purpose.creditBizOrderId);
  }
}

function farewell({ purpose, result }: Page): Html {
  const { outcome, backLink = null } = result ?? {};
  const message = { type: 'alipayView', view: purpose.view, outcome, backLink };
  const way =
    backLink === null ? html`您可以关闭此页面，返回商户。` : html`<a href="${backLink}">返回商户</a>`;
  return html`<p>${way}</p>${reportScript(message)}`;
}
