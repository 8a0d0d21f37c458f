import { create, createButton } from '../dom.ts';
import { openLayer } from './layer.ts';

/** https://developers.weixin.qq.com/miniprogram/dev/api/ui/interaction/wx.showModal.html */
export interface ModalOptions {
  readonly title?: string;
  readonly content?: string;
  readonly showCancel?: boolean;
  readonly cancelText?: string;
  readonly cancelColor?: string;
  readonly confirmText?: string;
  readonly confirmColor?: string;
  /** The content is what an input begins with. */
  readonly editable?: boolean;
  readonly placeholderText?: string;
}

export interface ModalAnswer {
  readonly confirm: boolean;
  readonly cancel: boolean;
  /** What the user wrote, of one that is editable. */
  readonly content?: string | null;
}

/** Asks, and waits for the answer. */
export function showModal(options: ModalOptions): Promise<ModalAnswer> {
  const { title = '', content = '', showCancel = true, editable = false } = options;
  return new Promise((resolve) => {
    const input = create('input', {
      attributes: {
        placeholder: options.placeholderText ?? '',
        'aria-label': options.placeholderText || title,
      },
    }) as HTMLInputElement;
    const answer = (confirm: boolean) => {
      layer.close();
      const written = editable ? { content: confirm ? input.value : null } : {};
      resolve({ confirm, cancel: !confirm, ...written });
    };
    const cancel = createButton(options.cancelText || '取消', () => answer(false), { class: 'cancel' });
    const confirm = createButton(options.confirmText || '确定', () => answer(true), { class: 'confirm' });
    cancel.style.color = options.cancelColor ?? '';
    confirm.style.color = options.confirmColor ?? '';
    const parts: HTMLElement[] = title ? [create('h3', { text: title })] : [];
    parts.push(editable ? input : create('p', { text: content }));
    const layer = openLayer(
      { kind: 'modal', label: title || content },
      ...parts,
      create('footer', {}, ...(showCancel ? [cancel] : []), confirm),
    );
    if (editable) {
      input.value = content;
      input.focus();
    }
  });
}
