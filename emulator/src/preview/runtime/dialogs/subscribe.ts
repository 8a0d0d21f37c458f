import { create, createButton } from '../dom.ts';
import { openLayer } from './layer.ts';

/** Asks whether each of these messages may be sent once. @returns those that the user accepted */
export function askForMessages(templateIds: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const boxes = templateIds.map((id) => {
      const box = create('input', { attributes: { type: 'checkbox', value: id } }) as HTMLInputElement;
      box.checked = true;
      return box;
    });
    const answer = (accepted: readonly string[]) => {
      layer.close();
      resolve(accepted);
    };
    const list = boxes.map((box) => create('label', {}, box, create('span', { text: box.value })));
    const layer = openLayer(
      { kind: 'sheet', label: '订阅消息' },
      create('h3', { text: '允许发送一次以下消息' }),
      create('section', {}, ...list),
      create(
        'footer',
        {},
        createButton('取消', () => answer([]), { class: 'cancel' }),
        createButton('允许', () => answer(boxes.filter(({ checked }) => checked).map(({ value }) => value)), {
          class: 'confirm',
        }),
      ),
    );
  });
}
