import { showActionSheet } from '../dialogs/action-sheet.ts';
import { type ModalOptions, showModal } from '../dialogs/modal.ts';
import { hideToast, showToast } from '../dialogs/toast.ts';
import { Refusal } from '../pages/refusal.ts';
import { asyncApi, quietApi } from './api.ts';

/** WeChat's own, in ms. */
const toastMs = 1500;
/** WeChat's limit (https://developers.weixin.qq.com/miniprogram/dev/api/ui/interaction/wx.showActionSheet.html). */
const mostItems = 6;

interface Toast {
  readonly title: string;
  readonly icon?: string;
  readonly image?: string;
  readonly duration?: number;
  readonly mask?: boolean;
}

interface ActionSheet {
  readonly itemList: readonly string[];
  readonly itemColor?: string;
  readonly alertText?: string;
}

export const feedback = {
  showToast: asyncApi('showToast', (toast: Toast) => showToast({ duration: toastMs, ...toast })),
  hideToast: asyncApi('hideToast', hideToast),
  showLoading: asyncApi('showLoading', ({ title, mask = false }: Toast) =>
    showToast({ title, mask, icon: 'loading' }),
  ),
  hideLoading: asyncApi('hideLoading', hideToast),
  showModal: asyncApi('showModal', (options: ModalOptions) => showModal(options)),
  showActionSheet: asyncApi('showActionSheet', async (options: ActionSheet) => {
    if (options.itemList.length > mostItems) throw new Refusal('itemList should not be larger than 6');
    const tapIndex = await showActionSheet(options);
    if (tapIndex === null) throw new Refusal('cancel');
    return { tapIndex };
  }),
  vibrateShort: quietApi('vibrateShort'),
  vibrateLong: quietApi('vibrateLong'),
  hideKeyboard: asyncApi('hideKeyboard', () => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement) activeElement.blur();
  }),
};
