import { create, createButton } from '../dom.ts';
import { openLayer } from './layer.ts';

interface ActionSheetOptions {
  readonly itemList: readonly string[];
  readonly itemColor?: string;
  readonly alertText?: string;
}

/** @returns which was tapped; null = none, the user left */
export function showActionSheet({
  itemList,
  itemColor,
  alertText,
}: ActionSheetOptions): Promise<number | null> {
  return new Promise((resolve) => {
    const answer = (index: number | null) => {
      layer.close();
      resolve(index);
    };
    const buttons = itemList.map((text, index) => {
      const button = createButton(text, () => answer(index));
      button.style.color = itemColor ?? '';
      return button;
    });
    const layer = openLayer(
      { kind: 'sheet', label: alertText || '菜单', onOutside: () => answer(null) },
      ...(alertText ? [create('p', { text: alertText })] : []),
      ...buttons,
      createButton('取消', () => answer(null), { class: 'cancel' }),
    );
  });
}
