import { h } from '../dom.ts';
import { beijingStamp, beijingTime, tookMs } from '../format.ts';
import type { CallRecord, WireRecord } from '../model.ts';
import { tripsText } from './describe.ts';

/** One call; its round trips and its console open below. */
export function callRow(call: CallRecord, caller: string): HTMLElement {
  const { function: name, startedAt, ms, cold, outcome, wire } = call;
  const started = new Date(startedAt);
  const isOk = outcome === 'ok';
  const hasFault = wire.some(({ fault }) => fault !== null);
  const summary = h(
    'summary',
    { class: 'call-summary' },
    h('time', { title: `${beijingStamp(started)} 北京时间` }, beijingTime(started)),
    h('span', { class: isOk ? 'dot ok' : 'dot bad' }),
    h('span', { class: 'call-name' }, name),
    h('span', { class: 'call-caller' }, caller),
    h(
      'span',
      { class: 'call-tags' },
      cold && h('span', { class: 'tag', title: '冷启动' }, '冷'),
      hasFault && h('span', { class: 'tag bad' }, '故障'),
      !isOk && h('span', { class: 'tag bad' }, outcome),
    ),
    h('span', { class: 'call-trips' }, tripsText(call)),
    h('span', { class: 'call-ms' }, tookMs(ms)),
  );
  const row = h('details', { class: 'call' }, summary);
  const fillOnce = (): void => {
    if (row.open && row.childElementCount === 1) row.append(callDetails(call));
  };
  row.addEventListener('toggle', fillOnce);
  return row;
}

function callDetails({ requestId, wire, console: lines }: CallRecord): HTMLElement {
  return h(
    'div',
    { class: 'call-details' },
    wire.length > 0 && h('table', { class: 'wire' }, h('tbody', {}, wire.map(wireRow))),
    lines.length > 0 &&
      h(
        'div',
        { class: 'console' },
        lines.map(({ level, text }) => h('pre', { class: `console-line ${level}` }, text)),
      ),
    wire.length + lines.length === 0 && h('div', { class: 'empty-note' }, '没有访问任何服务，也没有输出'),
    h('div', { class: 'muted small-print' }, requestId),
  );
}

function wireRow({ service, action, collection, ms, fault }: WireRecord): HTMLElement {
  return h(
    'tr',
    {},
    h('td', {}, action.startsWith(service) ? action : `${service}.${action}`),
    h('td', {}, collection ?? ''),
    h('td', {}, fault !== null && h('span', { class: 'tag bad' }, fault)),
    h('td', { class: 'number' }, tookMs(ms)),
  );
}
