// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import type { BuildState } from '../model.ts';
import { Signal } from '../signal.ts';
import { createToasts } from '../toasts.ts';
import { createPhones } from './phones.ts';

const personas = [
  { openid: 'o-lin', name: '买家 林小满', role: 'buyer' },
  { openid: 'o-chen', name: '买家 陈建国', role: 'buyer' },
  { openid: 'o-zhao', name: '商家 赵店长', role: 'operator' },
];
const build: BuildState = { type: 'built', revision: 'r1', problems: [], components: 1, ms: 1 };

function setUp() {
  const toasts = createToasts();
  const phones = createPhones({ ...build, project: 'p', personas }, new Signal<BuildState>(build), toasts);
  document.body.replaceChildren(phones.element, toasts.element);
  const frames = () => [...document.querySelectorAll('iframe')];
  const press = (label: string, among: ParentNode = document) => {
    const found = [...among.querySelectorAll('button')].find((each) => each.textContent?.includes(label));
    if (!found) throw new Error(`there is no button ${label}`);
    found.click();
  };
  /** As if the phone had posted it. */
  const tell = (frame: HTMLIFrameElement | undefined, data: unknown, origin = location.origin) =>
    dispatchEvent(new MessageEvent('message', { data, origin, source: frame?.contentWindow ?? null }));
  const addresses = () => frames().map(({ src }) => src.replace(location.origin, ''));
  return { phones, frames, press, tell, addresses };
}

beforeEach(() => localStorage.clear());

test('there is one phone, of the first persona, on the first page', () => {
  expect(setUp().addresses()).toEqual(['/_preview/phone/?openid=o-lin']);
});

test('another person takes the phone and stays on the page', () => {
  const { frames, press, tell, addresses } = setUp();
  tell(frames()[0], { type: 'route', path: 'pages/order/order', query: { orderId: '1' } });
  press('陈建国');
  expect(addresses()).toEqual(['/_preview/phone/?openid=o-chen#/pages/order/order?orderId=1']);
});

test('a new user is somebody whom nobody has seen before, and can be chosen again', () => {
  const { phones, press, addresses } = setUp();
  press('新用户');
  const { openid, isGuest } = phones.active.value.person.value;
  expect(isGuest).toBe(true);
  press('陈建国');
  press(openid.slice(-4));
  expect(addresses()).toEqual([`/_preview/phone/?openid=${openid}`]);
});

test('home is the first page', () => {
  const { frames, press, tell, addresses } = setUp();
  tell(frames()[0], { type: 'route', path: 'pages/me/me', query: {} });
  press('首页');
  expect(addresses()).toEqual(['/_preview/phone/?openid=o-lin']);
});

test('a second phone is for somebody with another role, and can be put away', () => {
  const { phones, press, addresses } = setUp();
  press('再开一台');
  expect(addresses()).toEqual(['/_preview/phone/?openid=o-lin', '/_preview/phone/?openid=o-zhao']);
  expect(phones.active.value.person.value.openid).toBe('o-zhao');
  press('收起');
  expect(addresses()).toEqual(['/_preview/phone/?openid=o-lin']);
  expect(phones.active.value.person.value.openid).toBe('o-lin');
});

test('each phone is heard for itself, and pages of other origins are not', () => {
  const { phones, frames, press, tell } = setUp();
  press('再开一台');
  const [first, second] = frames();
  tell(first, { type: 'route', path: 'pages/me/me', query: {} });
  tell(second, { type: 'route', path: 'pages/evil/evil', query: {} }, 'https://evil.example');
  const paths = [...document.querySelectorAll('.path')].map(({ textContent }) => textContent);
  expect(paths).toEqual(['pages/me/me', '首页']);
  expect(phones.active.value.route.value.path).toBe('');
});

test('people, pages and settings are the same after the panel was loaded anew', () => {
  const { frames, press, tell } = setUp();
  press('再开一台');
  press('深色');
  tell(frames()[1], { type: 'route', path: 'merchant/pages/home/home', query: {} });
  const again = setUp();
  expect(again.addresses()).toEqual([
    '/_preview/phone/?openid=o-lin',
    '/_preview/phone/?openid=o-zhao#/merchant/pages/home/home',
  ]);
  expect(document.querySelector('[aria-pressed="true"].tool')?.textContent).toBe('深色');
});

test('what an older panel has kept does no harm', () => {
  localStorage.setItem('preview.phones', '[{"openid": 1}]');
  expect(setUp().addresses()).toEqual(['/_preview/phone/?openid=o-lin']);
});

test('an error of the mini-program is shown with its stack, once however often it comes', () => {
  const { frames, tell } = setUp();
  for (const stack of ['at a', 'at b']) tell(frames()[0], { type: 'error', message: '<b>no</b>', stack });
  const toasts = [...document.querySelectorAll('.toast')];
  expect(toasts.map((toast) => toast.querySelector('.toast-text')?.textContent)).toEqual([
    '小程序出错：<b>no</b>',
  ]);
  expect(toasts[0]?.querySelector('pre')?.textContent).toBe('at b');
});
