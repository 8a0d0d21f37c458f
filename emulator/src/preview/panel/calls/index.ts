import { get } from '../api.ts';
import { button, toggle } from '../controls.ts';
import { fill, h } from '../dom.ts';
import type { Live } from '../live.ts';
import type { CallRecord } from '../model.ts';
import { onceSoon } from '../soon.ts';
import type { Toasts } from '../toasts.ts';
import { callRow } from './call-row.ts';
import { callerOf, isIdleTimer, matchesText } from './describe.ts';

/** More rows than anybody scrolls through, and few enough for a browser. */
const mostRows = 300;
/** Moving the clock can cause hundreds of calls at once. */
const flushMs = 100;

/** The calls of functions as they end, the newest first. */
export function createCallLog(live: Live, toasts: Toasts, nameOf: (openid: string) => string): HTMLElement {
  let calls: CallRecord[] = [];
  let fresh: CallRecord[] = [];
  /** The last call when the list was cleared: the local CloudBase remembers those before it. */
  let clearedUpTo: string | null = null;
  let showsIdle = false;
  const list = h('div', { class: 'calls', role: 'log', 'aria-label': '函数调用' });
  const note = h('div', { class: 'empty-note' });
  const filter = h('input', {
    type: 'search',
    placeholder: '筛选：函数、人、集合、输出…',
    'aria-label': '筛选调用',
    on: { input: () => showAll() },
  });
  const idle = toggle('空转的定时器', (checked) => {
    showsIdle = checked;
    idle.checked = checked;
    showAll();
  });

  function isShown(call: CallRecord): boolean {
    if (!showsIdle && isIdleTimer(call)) return false;
    return matchesText(call, callerOf(call, nameOf), filter.value);
  }

  const row = (call: CallRecord): HTMLElement => callRow(call, callerOf(call, nameOf));

  function showAll(): void {
    fill(list, calls.filter(isShown).slice(-mostRows).reverse().map(row));
    showNote();
  }

  function showNote(): void {
    note.hidden = list.childElementCount > 0;
    fill(
      note,
      calls.length === 0 ? '还没有调用。在手机上点一点，这里会出现每一次函数调用。' : '没有符合的调用',
    );
  }

  const flush = onceSoon(() => {
    // Some may have come with what was read meanwhile.
    const known = new Set(calls.map(({ requestId }) => requestId));
    fresh = fresh.filter(({ requestId }) => !known.has(requestId));
    const rows = fresh.filter(isShown).map((call) => {
      const element = row(call);
      element.classList.add('fresh');
      return element;
    });
    calls = [...calls, ...fresh].slice(-2_000);
    fresh = [];
    list.prepend(...rows.reverse());
    while (list.childElementCount > mostRows) list.lastElementChild?.remove();
    showNote();
  }, flushMs);

  function clear(): void {
    clearedUpTo = calls.at(-1)?.requestId ?? clearedUpTo;
    calls = [];
    showAll();
  }

  async function read(): Promise<void> {
    const all = await get<CallRecord[]>('/_emulator/calls');
    calls = all.slice(all.findIndex(({ requestId }) => requestId === clearedUpTo) + 1);
    showAll();
  }

  live.onCall((call) => {
    fresh.push(call);
    flush();
  });
  live.connection.follow((state) => state === 'connected' && void toasts.attempt(read));
  return h(
    'section',
    { class: 'pane calls-pane', 'aria-label': '函数调用' },
    h(
      'header',
      { class: 'pane-head' },
      h('h2', {}, '函数调用'),
      filter,
      idle.element,
      button('清空', clear, { class: 'small' }),
    ),
    h('div', { class: 'pane-body' }, note, list),
  );
}
