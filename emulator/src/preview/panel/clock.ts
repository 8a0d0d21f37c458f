import { get, post } from './api.ts';
import { button } from './controls.ts';
import { fill, h } from './dom.ts';
import { beijingDate, beijingDayTime, beijingTime, duration } from './format.ts';
import type { Live } from './live.ts';
import type { Upcoming } from './model.ts';
import { onceSoon } from './soon.ts';
import type { Toasts } from './toasts.ts';

interface Next {
  readonly now: string;
  readonly next: Upcoming | null;
}

interface Advance {
  readonly now: string;
  readonly fired: number;
  readonly skipped: number;
}

export interface ClockOptions {
  readonly live: Live;
  readonly toasts: Toasts;
  /** What people call a collection. */
  labelOf(collection: string): string;
  /** After the clock was moved: the phones must see what has become of it. */
  onMoved(): void;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Less is only the time that a request takes. */
const realTimeMs = 2_000;

/** By stand-in and act. */
const standInWords: Readonly<Record<string, string>> = {
  'wechatpay debit': '微信支付尝试扣款',
  'wechatpay debitEnd': '微信支付扣款完成',
  'wechatpay expire': '微信支付订单过期',
  'wechatpay deliver': '微信支付发送通知',
  'wechatpay refund': '微信支付退款到账',
  'alipay debit': '支付宝尝试扣款',
  'alipay advance': '芝麻先行垫付',
  'alipay tradeEnd': '支付宝交易完结',
  'alipay deliver': '支付宝发送通知',
  'alipay refund': '支付宝退款到账',
};

/** What is next, in words. */
export function upcomingText(
  { source, name, collection }: Upcoming,
  labelOf: ClockOptions['labelOf'],
): string {
  if (source === 'database') return `${labelOf(collection ?? '')} · ${name ?? '到期'}`;
  const act = `${source} ${name ?? ''}`;
  return standInWords[act] ?? act;
}

/** The movable clock: what time it is, and what comes next. */
export function createClock({ live, toasts, labelOf, onMoved }: ClockOptions): HTMLElement {
  const date = h('div', { class: 'clock-date' });
  const time = h('div', { class: 'clock-time' });
  const offset = h('div', { class: 'clock-offset' });
  const nextText = h('span', { class: 'next-text' });
  const nextButton = button('下一个到期事件', goToNext, { icon: 'next', class: 'primary' });
  const moves = [
    button('+1 小时', () => advance(hourMs)),
    button('+1 天', () => advance(dayMs)),
    button('+7 天', () => advance(7 * dayMs)),
  ];
  let aheadMs = 0;
  let next: Upcoming | null = null;
  let isMoving = false;

  function tick(): void {
    const now = new Date(Date.now() + aheadMs);
    fill(date, beijingDate(now));
    fill(time, beijingTime(now));
  }

  function show(): void {
    tick();
    const isReal = Math.abs(aheadMs) < realTimeMs;
    fill(offset, isReal ? '北京时间' : `北京时间，比现实快 ${duration(aheadMs)}`);
    offset.classList.toggle('moved', !isReal);
    fill(nextText, next ? nextWords(next) : '没有等待中的事件');
    for (const each of moves) each.disabled = isMoving;
    nextButton.disabled = isMoving || next === null;
  }

  function nextWords(upcoming: Upcoming): string {
    const inMs = Date.parse(upcoming.at) - Date.now() - aheadMs;
    const when = inMs > 0 ? `${duration(inMs)}后` : '已到期';
    return `${upcomingText(upcoming, labelOf)}，${beijingDayTime(new Date(upcoming.at))}（${when}）`;
  }

  async function read(): Promise<void> {
    const answer = await get<Next>('/_emulator/next');
    aheadMs = Date.parse(answer.now) - Date.now();
    next = answer.next;
    show();
  }

  async function advance(ms: number): Promise<void> {
    isMoving = true;
    element.classList.add('moving');
    show();
    await toasts.attempt(async () => {
      const { fired, skipped } = await post<Advance>('/_emulator/clock', { advanceMs: Math.ceil(ms) });
      const thinned = skipped > 0 ? `，略过 ${skipped} 次定时` : '';
      toasts.info(`时间前进了 ${duration(ms)}，触发 ${fired} 次${thinned}`);
      onMoved();
    });
    isMoving = false;
    element.classList.remove('moving');
    await toasts.attempt(read);
  }

  async function goToNext(): Promise<void> {
    if (next) await advance(Math.max(0, Date.parse(next.actsAt) - Date.now() - aheadMs));
  }

  const readSoon = onceSoon(() => void read().catch(() => undefined), 300);
  live.connection.follow((state) => state === 'connected' && readSoon());
  live.onCall(readSoon);
  live.onChange(readSoon);
  setInterval(tick, 1_000);
  const element = h(
    'section',
    { class: 'clock', 'aria-label': '时间' },
    h('div', { class: 'clock-now' }, time, h('div', {}, date, offset)),
    h('div', { class: 'clock-moves' }, moves),
    h('div', { class: 'clock-next' }, nextButton, nextText),
  );
  show();
  return element;
}
