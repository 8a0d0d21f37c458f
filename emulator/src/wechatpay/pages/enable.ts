import { html } from '../../channels/pages/html.ts';
import { buttons, rows } from '../../channels/pages/layout.ts';
import { merchant, services } from '../merchant.ts';
import { applicationOf, authoriseThrough } from '../permissions.ts';
import { leave, notice } from './page.ts';
import type { View } from './view.ts';

/** 开通授权: the user authorises the service once, for all orders to come. */
export const enableView: View = {
  title: '开通先用后付',

  content({ state }, page) {
    const serviceId = state.applications.get(page.subject)?.serviceId;
    const service = services.find((known) => known.serviceId === serviceId);
    return html`
<p>商户请求开通以下服务。开通后，您在该商户下单时无需逐笔确认，商品收到后再扣款。</p>
${rows([
  { name: '商户', value: `${merchant.name}（${merchant.mchid}）` },
  { name: '服务', value: service?.name ?? '' },
])}
<p>您可以随时在微信「支付分」中关闭此服务；关闭前未完成的订单仍会按约定扣款。</p>
${buttons([
  { action: 'agree', text: '同意并开通', main: true },
  { action: 'leave', text: '不开通' },
])}`;
  },

  actions: {
    agree(standIn, page) {
      const token = standIn.state.applications.get(page.subject)?.token ?? '';
      const application = applicationOf(standIn, token);
      if (typeof application === 'string') {
        notice(standIn, page, '此授权请求已失效，请返回商户重新发起。');
        return;
      }
      authoriseThrough(standIn, application, page.openid);
      leave(standIn, page, { errCode: 0, extraData: {}, text: '已开通先用后付。' });
    },
    leave: (standIn, page) =>
      leave(standIn, page, { errCode: -2, extraData: {}, text: '您没有开通此服务。' }),
  },
};
