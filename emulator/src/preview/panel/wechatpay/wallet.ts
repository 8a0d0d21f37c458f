import { post } from '../api.ts';
import { button, toggle } from '../controls.ts';
import { h } from '../dom.ts';
import { fenOf, yuan } from '../format.ts';
import type { Wallet } from '../model.ts';
import type { Toasts } from '../toasts.ts';
import type { Channel } from './channel.ts';

const fullFen = 1_000_000;

/** What the person can pay with. */
export function walletView(
  channel: Channel,
  toasts: Toasts,
  openid: () => string,
): { element: HTMLElement; show(): void } {
  const amount = h('input', { inputmode: 'decimal', 'aria-label': '余额（元）', on: { change: setAmount } });
  const willing = toggle('同意自动扣款', (checked) => void change({ willing: checked }));

  async function change(wallet: Partial<Wallet>): Promise<void> {
    await channel.act('wallet', { openid: openid(), ...wallet });
  }

  function setAmount(): void {
    const balanceFen = fenOf(amount.value.replace('¥', ''));
    if (balanceFen === null) toasts.error(`“${amount.value}”不是金额`);
    else void change({ balanceFen });
  }

  async function show(): Promise<void> {
    const whose = openid();
    // Without a change this only answers what the person has; one who was never seen has the usual wallet.
    const wallet = await post<Wallet>('/_emulator/wechatpay/wallet', { openid: whose });
    if (whose !== openid()) return;
    if (document.activeElement !== amount) amount.value = yuan(wallet.balanceFen);
    willing.checked = wallet.willing;
  }

  const element = h(
    'div',
    { class: 'wallet' },
    h('label', { class: 'balance' }, h('span', {}, '零钱'), amount),
    button('清零', () => void change({ balanceFen: 0 }), { class: 'small' }),
    button('充足', () => void change({ balanceFen: fullFen }), { class: 'small' }),
    willing.element,
  );
  return { element, show: () => void show().catch(() => undefined) };
}
