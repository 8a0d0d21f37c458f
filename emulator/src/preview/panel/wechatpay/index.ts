import { card } from '../controls.ts';
import { fill, h } from '../dom.ts';
import { shortName } from '../people.ts';
import type { Phones } from '../phone/phones.ts';
import type { Toasts } from '../toasts.ts';
import { authorisationView } from './authorisation.ts';
import { behaviourForm } from './behaviour-form.ts';
import type { Channel } from './channel.ts';
import { ordersView } from './orders.ts';
import { walletView } from './wallet.ts';

/** WeChat Pay of the person who holds the active phone, and how WeChat Pay itself behaves. */
export function createWechatpayCard(channel: Channel, phones: Phones, toasts: Toasts): HTMLElement {
  const openid = (): string => phones.active.value.person.value.openid;
  const whose = h('span', { class: 'whose' });
  const wallet = walletView(channel, toasts, openid);
  const authorisation = authorisationView(channel, openid);
  const orders = ordersView(channel, openid);

  function show(): void {
    fill(whose, shortName(phones.active.value.person.value));
    for (const part of [wallet, authorisation, orders]) part.show();
  }

  channel.state.follow(show);
  let unfollow = (): void => {};
  phones.active.follow((phone) => {
    unfollow();
    unfollow = phone.person.follow(show);
  });
  return card(
    '微信支付',
    [whose],
    wallet.element,
    authorisation.element,
    h('h3', {}, '渠道订单'),
    orders.element,
    behaviourForm(channel),
  );
}
