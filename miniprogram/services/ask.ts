import { COMMON } from '../copy/common';

/** A question before something that costs money or cannot be undone. WeChat allows four characters on a button. */
export interface Question {
  readonly title: string;
  readonly content: string;
  readonly confirmText: string;
  readonly cancelText: string;
}

/** Something that the buyer is told; without content it goes away by itself. */
export interface Message {
  readonly title: string;
  readonly content: string;
}

/** Whether the answer is yes. */
export async function ask({ title, content, confirmText, cancelText }: Question): Promise<boolean> {
  const { confirm } = await wx.showModal({ title, content, confirmText, cancelText });
  return confirm;
}

export function say({ title, content }: Message): void {
  if (content === '') void wx.showToast({ title, icon: 'success' });
  else void wx.showModal({ title, content, showCancel: false, confirmText: COMMON.understood });
}
