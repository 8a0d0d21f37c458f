import { get, post, remove } from '../api.ts';
import { button, card, select } from '../controls.ts';
import { fill, h } from '../dom.ts';
import type { Live } from '../live.ts';
import type { Collection, Fault } from '../model.ts';
import type { Signal } from '../signal.ts';
import { onceSoon } from '../soon.ts';
import type { Toasts } from '../toasts.ts';
import { faultText, type Preset, presetGroups } from './presets.ts';

const path = '/_emulator/faults';
const always = 1_000_000;
const example = `[{
  "match": {"service": "database", "action": "database.insertDocument", "nth": 2},
  "effect": "delayAfter", "ms": 800, "times": 1
}]`;

/** What is to go wrong: presets with one tap, own rules as JSON, and what has struck so far. */
export function createFaultsCard(
  live: Live,
  toasts: Toasts,
  collections: Signal<readonly Collection[]>,
): HTMLElement {
  let scope = '';
  let times = 1;
  const list = h('ul', { class: 'faults' });
  const clear = button('全部清除', () => void attempt(() => remove<Fault[]>(path)), { class: 'small' });
  const scopePicker = select('集合', [], (value) => {
    scope = value;
  });
  const timesPicker = select(
    '次数',
    [
      { value: '1', label: '1 次' },
      { value: '3', label: '3 次' },
      { value: String(always), label: '一直' },
    ],
    (value) => {
      times = Number(value);
    },
  );
  collections.follow((all) => {
    const named = all.map(({ name }) => h('option', { value: name }, name));
    fill(scopePicker, h('option', { value: '' }, '全部集合'), named);
    scopePicker.value = scope;
  });

  function show(faults: readonly Fault[]): void {
    clear.hidden = faults.length === 0;
    const rows = [...faults].reverse().map(faultView);
    fill(list, rows.length === 0 ? h('li', { class: 'empty-note' }, '没有故障') : rows);
  }

  const attempt = (ask: () => Promise<Fault[]>) => toasts.attempt(async () => show(await ask()));
  const add = (rules: unknown) => attempt(() => post<Fault[]>(path, rules));

  function addPreset({ rule, ofCollection }: Preset): void {
    const narrowed = ofCollection && scope !== '' ? { ...rule.match, collection: scope } : rule.match;
    void add([{ ...rule, match: narrowed, times }]);
  }

  const own = h('textarea', { 'aria-label': '故障规则（JSON）', rows: 5, spellcheck: 'false' }, example);
  function addOwn(): void {
    void toasts.attempt(async () => {
      const rules: unknown = JSON.parse(own.value);
      await add(Array.isArray(rules) ? rules : [rules]);
    });
  }

  const readSoon = onceSoon(() => void get<Fault[]>(path).then(show, () => undefined), 400);
  live.connection.follow((state) => state === 'connected' && readSoon());
  live.onCall(readSoon);
  show([]);
  return card(
    '故障',
    [scopePicker, timesPicker],
    h(
      'div',
      { class: 'presets' },
      presetGroups.map(({ title, presets }) => [
        h('h3', {}, title),
        h(
          'div',
          { class: 'preset-row' },
          presets.map((preset) =>
            button(preset.label, () => addPreset(preset), { class: 'chip', title: preset.help }),
          ),
        ),
      ]),
    ),
    h(
      'details',
      { class: 'fold' },
      h('summary', {}, '自定义规则'),
      own,
      button('添加', addOwn, { class: 'small' }),
    ),
    h('div', { class: 'faults-head' }, h('h3', {}, '生效中'), clear),
    list,
  );
}

function faultView(fault: Fault): HTMLElement {
  const { hits, times } = fault;
  const isSpent = hits >= times;
  return h(
    'li',
    { class: isSpent ? 'fault spent' : 'fault' },
    h('span', {}, faultText(fault)),
    h('span', { class: 'hits' }, times >= always ? `命中 ${hits} 次` : `命中 ${hits}/${times}`),
  );
}
