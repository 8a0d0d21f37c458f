import { type Html, html } from '../../channels/pages/html.ts';
import { reportScript } from '../../channels/pages/layout.ts';
import { pageRoutes } from '../../channels/pages/routes.ts';
import type { Route } from '../../kernel/service.ts';
import type { StandIn } from '../stand-in.ts';
import { confirmView } from './confirm.ts';
import { detailView } from './detail.ts';
import { enableView } from './enable.ts';
import { type BusinessType, type Page, pagesPath } from './page.ts';
import type { View } from './view.ts';

const views: Readonly<Record<BusinessType, View>> = {
  wxpayScoreEnable: enableView,
  wxpayScoreUse: confirmView,
  wxpayScoreDetail: detailView,
};

/** The pages that `openBusinessView` names. */
export function businessViewRoutes(standIn: StandIn): readonly Route[] {
  return pageRoutes<StandIn, Page>(standIn, {
    vendor: '微信支付',
    path: pagesPath,
    viewOf: ({ businessType }) => views[businessType],
    farewell,
  });
}

function farewell({ businessType, result }: Page): Html {
  const { errCode, extraData } = result ?? {};
  const message = { type: 'openBusinessView', businessType, errCode, extraData };
  return html`<p>您可以关闭此页面，返回商户小程序。</p>${reportScript(message)}`;
}
