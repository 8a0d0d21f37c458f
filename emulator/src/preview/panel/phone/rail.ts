import { h } from '../dom.ts';
import { type IconName, icon } from '../icons.ts';
import type { Phone, PhoneSettings } from './phone.ts';

/** What a tester does to the phone itself, beside it; `more` comes last. */
export function rail(phone: Phone, more: HTMLElement): HTMLElement {
  const setting = (name: keyof PhoneSettings, label: string, picture: IconName) => {
    const flip = (): void => phone.change({ [name]: !phone.settings.value[name] });
    const button = tool(label, picture, flip);
    phone.settings.follow((settings) => button.setAttribute('aria-pressed', String(settings[name])));
    return button;
  };
  const openAlone = (event: Event): void => {
    event.preventDefault();
    window.open(phone.url, '_blank', 'popup,width=390,height=844');
  };
  const alone = h(
    'a',
    {
      class: 'tool',
      target: '_blank',
      title: '在手机尺寸的新标签页中打开',
      on: { click: openAlone },
    },
    icon('open'),
    h('span', {}, '新标签'),
  );
  const follow = (): void => alone.setAttribute('href', phone.url);
  phone.person.follow(follow);
  phone.route.follow(follow);

  return h(
    'div',
    { class: 'rail', role: 'toolbar', 'aria-label': '手机', 'aria-orientation': 'vertical' },
    tool('刷新', 'reload', () => phone.reload()),
    tool('首页', 'home', () => phone.goHome()),
    tool('下拉', 'pull', () => phone.pullDown(), '下拉刷新当前页'),
    h('hr'),
    setting('dark', '深色', 'dark'),
    setting('largeType', '大字', 'letters'),
    setting('offline', '断网', 'offline'),
    h('hr'),
    alone,
    more,
  );
}

export function tool(label: string, picture: IconName, click: () => void, title = label): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'tool', title, on: { click } },
    icon(picture),
    h('span', {}, label),
  );
}
