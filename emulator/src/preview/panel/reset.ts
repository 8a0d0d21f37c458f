import { post } from './api.ts';
import { button } from './controls.ts';
import { h } from './dom.ts';
import type { Toasts } from './toasts.ts';

/** 全部重置, after asking. @param onReset everything that was shown is gone */
export function resetButton(toasts: Toasts, onReset: () => void): readonly HTMLElement[] {
  const confirm = button('全部重置', () => void reset(), { class: 'danger' });
  const dialog = h(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'reset-title' },
    h('h2', { id: 'reset-title' }, '全部重置？'),
    h(
      'p',
      {},
      '数据恢复为初始数据，时间回到现在，微信支付的订单、授权和余额清空，故障和日志清除。不能撤销。',
    ),
    h(
      'div',
      { class: 'dialog-buttons' },
      button('取消', () => dialog.close()),
      confirm,
    ),
  );

  async function reset(): Promise<void> {
    confirm.disabled = true;
    await toasts.attempt(async () => {
      await post('/_emulator/reset');
      onReset();
      toasts.info('已全部重置');
    });
    confirm.disabled = false;
    dialog.close();
  }

  return [button('全部重置', () => dialog.showModal(), { icon: 'trash', class: 'quiet' }), dialog];
}
