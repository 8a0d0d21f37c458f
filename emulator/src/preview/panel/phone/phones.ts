import { h } from '../dom.ts';
import type { BuildState, PreviewState } from '../model.ts';
import { personOf } from '../people.ts';
import { remember } from '../remember.ts';
import { Signal } from '../signal.ts';
import type { Toasts } from '../toasts.ts';
import { freshPhone, type KeptPhone, keptPhones } from './kept-phones.ts';
import { Phone } from './phone.ts';
import { phoneStand } from './phone-stand.ts';
import { tool } from './rail.ts';
import { fitPhones } from './scale.ts';

export interface Phones {
  readonly element: HTMLElement;
  /** The phone that was used last: the panel speaks of its person and its page. */
  readonly active: Signal<Phone>;
  /** Loads the mini-program anew on every phone. */
  reload(): void;
  /** Has every phone fetch anew what its page shows. */
  refresh(): void;
}

/** One phone, or two side by side for two people who deal with each other. */
export function createPhones({ personas }: PreviewState, build: Signal<BuildState>, toasts: Toasts): Phones {
  const element = h('div', { class: 'phones' });
  const stands = new Map<Phone, HTMLElement>();
  const [first, second] = keptPhones(personas);
  const firstPhone = place(first, tool('再开一台', 'add', openSecond, '再开一台手机，给另一个人用'));
  const active = new Signal(firstPhone.phone);
  active.follow((phone) => {
    for (const [each, stand] of stands) stand.classList.toggle('active', each === phone);
  });
  if (second) openAs(second);

  function place(kept: KeptPhone, more: HTMLElement): { phone: Phone; stand: HTMLElement } {
    const phone = new Phone(personOf(personas, kept.openid), kept.route, kept.settings, {
      build,
      onError: (message, stack) => toasts.error(`小程序出错：${message}`, stack),
    });
    const stand = phoneStand(phone, personas, more);
    stand.addEventListener('pointerdown', () => active.set(phone));
    stands.set(phone, stand);
    element.append(stand);
    phone.person.follow(keep);
    phone.route.follow(keep);
    phone.settings.follow(keep);
    return { phone, stand };
  }

  function openSecond(): void {
    const inUse = firstPhone.phone.person.value;
    const other =
      personas.find(({ role }) => role !== inUse.role) ??
      personas.find((each) => each.openid !== inUse.openid);
    active.set(openAs(freshPhone((other ?? inUse).openid)));
  }

  function openAs(kept: KeptPhone): Phone {
    const { phone, stand } = place(
      kept,
      tool('收起', 'close', () => {
        phone.end();
        stand.remove();
        stands.delete(phone);
        active.set(firstPhone.phone);
        keep();
        fitPhones(element);
      }),
    );
    fitPhones(element);
    return phone;
  }

  function keep(): void {
    const kept = [...stands.keys()].map(({ person, route, settings }): KeptPhone => {
      return { openid: person.value.openid, route: route.value, settings: settings.value };
    });
    remember('phones', kept);
  }

  addEventListener('message', ({ source, data, origin }: MessageEvent<unknown>) => {
    if (origin !== location.origin) return;
    for (const phone of stands.keys()) phone.hear(source, data);
  });
  // Clicks inside a frame are not heard here, but the focus goes there.
  addEventListener('blur', () => {
    for (const phone of stands.keys()) if (document.activeElement === phone.frame) active.set(phone);
  });
  addEventListener('resize', () => fitPhones(element));

  return {
    element,
    active,
    reload() {
      for (const phone of stands.keys()) phone.reload();
    },
    refresh() {
      for (const phone of stands.keys()) phone.pullDown();
    },
  };
}
