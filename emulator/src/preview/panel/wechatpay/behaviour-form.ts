import { button, select } from '../controls.ts';
import { fill, h } from '../dom.ts';
import { type BehaviourChoice, behaviourGroups, usualBehaviour } from './behaviours.ts';
import type { Channel } from './channel.ts';

/** Every behaviour as a choice; what is not as usual stands out, and is counted on the lid. */
export function behaviourForm(channel: Channel): HTMLElement {
  const count = h('span', { class: 'count' });
  const usual = usualBehaviour();
  const back = button('恢复正常', () => void channel.act('behaviour', usual), { class: 'small' });
  const rows = behaviourGroups.flatMap(({ title, choices }) => [
    h('h3', {}, title),
    ...choices.map((choice) => choiceRow(choice, channel)),
  ]);
  channel.state.follow((state) => {
    const behaviour = state?.behaviour ?? usual;
    const unusual = Object.keys(usual).filter((field) => behaviour[field] !== usual[field]).length;
    fill(count, unusual === 0 ? '一切正常' : `${unusual} 项异常`);
    count.classList.toggle('unusual', unusual > 0);
    back.hidden = unusual === 0;
  });
  return h(
    'details',
    { class: 'fold' },
    h('summary', {}, '微信支付的行为', count),
    h('div', { class: 'behaviours' }, back, rows),
  );
}

function choiceRow({ field, label, options }: BehaviourChoice, channel: Channel): HTMLElement {
  const byText = new Map(options.map(([value]) => [String(value), value]));
  const picker = select(
    label,
    options.map(([value, text]) => ({ value: String(value), label: text })),
    (text) => void channel.act('behaviour', { [field]: byText.get(text) }),
  );
  const row = h('label', { class: 'choice' }, h('span', {}, label), picker);
  channel.state.follow((state) => {
    const value = state?.behaviour[field];
    if (value === undefined) return;
    showValue(picker, String(value));
    row.classList.toggle('unusual', value !== options[0]?.[0]);
  });
  return row;
}

/** A value that somebody set elsewhere need not be among the options. */
function showValue(picker: HTMLSelectElement, value: string): void {
  if (![...picker.options].some((option) => option.value === value)) {
    picker.append(h('option', { value }, value));
  }
  picker.value = value;
}
