// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { settle, show, tap } from '../testing/templates.ts';
import type { Mounted } from '../types.ts';

let mounted: Mounted;
let count = 0;

/** A component with these tags, which keeps the detail of every event that it binds to `hear`. */
function draw(wxml: string, data: object = {}) {
  const heard: unknown[] = [];
  const methods = {
    hear: (event: { detail: unknown; type: string }) => heard.push([event.type, event.detail]),
  };
  mounted = show(`components/c${count++}/c`, wxml, { data, methods });
  const find = <Tag extends Element = HTMLElement>(selector: string) => {
    const found = mounted.element.querySelector<Tag>(selector);
    if (!found) throw new Error(`${selector} is not there: ${mounted.element.innerHTML}`);
    return found;
  };
  return { heard, find, instance: mounted.instance };
}

afterEach(() => mounted.unmount());

test('a tap is heard with where it was, and by what is around', () => {
  const { heard, find } = draw('<view bind:tap="hear"><text id="inner">x</text></view>');
  tap(find('#inner'));
  expect(heard).toEqual([['tap', { x: 0, y: 0 }]]);
});

test('a finger that moves does not tap', () => {
  const { heard, find } = draw('<view id="v" bind:tap="hear">x</view>');
  const send = (type: string, clientX: number) =>
    find('#v').dispatchEvent(new MouseEvent(type, { bubbles: true, clientX }));
  send('mousedown', 0);
  send('mousemove', 30);
  send('mouseup', 30);
  expect(heard).toEqual([]);
});

test('catch keeps a tap from what is around', () => {
  const { heard, find } = draw('<view bind:tap="hear"><view id="inner" catch:tap="other">x</view></view>');
  tap(find('#inner'));
  expect(heard).toEqual([]);
});

test('ids, data and aria attributes reach the document', () => {
  const { find } = draw(
    '<view id="a" data-order-id="o1" aria-label="金额" aria-role="button" aria-expanded="{{false}}">x</view>',
  );
  const view = find('#a');
  expect(view.dataset['orderId']).toBe('o1');
  expect(view.getAttribute('aria-label')).toBe('金额');
  expect(view.getAttribute('role')).toBe('button');
  expect(view.getAttribute('aria-expanded')).toBe('false');
  expect(view.tabIndex).toBe(0);
});

test.each(['Enter', ' '])('the key "%s" taps a button', (key) => {
  const { heard, find } = draw('<button id="b" bind:tap="hear">好</button>');
  find('#b').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  expect(heard).toHaveLength(1);
});

test('a disabled button says so and cannot be reached', () => {
  const { find, instance } = draw('<button id="b" disabled="{{off}}">好</button>', { off: true });
  expect(find('#b').getAttribute('role')).toBe('button');
  expect(find('#b').getAttribute('aria-disabled')).toBe('true');
  expect(find('#b').tabIndex).toBe(-1);
  instance.setData({ off: false });
  expect(find('#b').hasAttribute('aria-disabled')).toBe(false);
  expect(find('#b').tabIndex).toBe(0);
});

test('an input tells what is typed, and once only', () => {
  const { heard, find } = draw('<input id="i" value="{{v}}" bind:input="hear" bind:change="hear"/>', {
    v: 'a',
  });
  const input = find<HTMLInputElement>('#i > input');
  expect(input.value).toBe('a');
  input.value = 'ab';
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  expect(heard).toEqual([['input', { value: 'ab', cursor: 2, keyCode: 0 }]]);
});

test('model: brings what is typed into the data', () => {
  const { find, instance } = draw('<input id="i" model:value="{{v}}"/>', { v: '' });
  const input = find<HTMLInputElement>('#i > input');
  input.value = '小明';
  input.dispatchEvent(new Event('input', { bubbles: true }));
  expect(instance.data['v']).toBe('小明');
});

test('rpx and the safe area of inline styles become lengths that a browser knows', () => {
  const { find } = draw(
    '<view id="v" style="width:75rpx;padding-bottom:calc(1px + env(safe-area-inset-bottom))">x</view>',
  );
  expect(find('#v').getAttribute('style')).toBe(
    'width:10vw;padding-bottom:calc(1px + var(--safe-area-inset-bottom, 0px))',
  );
});

test('a radio unchecks the others of its group, and the group tells which it is', () => {
  const { heard, find } = draw(
    '<radio-group bind:change="hear"><radio id="a" value="a" checked/><label id="l"><radio id="b" value="b"/>乙</label></radio-group>',
  );
  tap(find('#l'));
  expect(heard).toEqual([['change', { value: 'b' }]]);
  expect([find('#a'), find('#b')].map((radio) => radio.getAttribute('aria-checked'))).toEqual([
    'false',
    'true',
  ]);
});

test('a tap on a checkbox inside a label toggles it once', () => {
  const { heard, find } = draw(
    '<checkbox-group bind:change="hear"><label><checkbox id="a" value="a"/>甲</label></checkbox-group>',
  );
  tap(find('#a'));
  tap(find('#a'));
  expect(heard).toEqual([
    ['change', { value: ['a'] }],
    ['change', { value: [] }],
  ]);
});

test('a label finds by "for" what it is for', () => {
  const { heard, find } = draw('<label id="l" for="s">开</label><switch id="s" bind:change="hear"/>');
  tap(find('#l'));
  expect(heard).toEqual([['change', { value: true }]]);
});

test('a disabled switch stays as it is', () => {
  const { heard, find } = draw('<switch id="s" disabled bind:change="hear"/>');
  tap(find('#s'));
  expect(heard).toEqual([]);
  expect(find('#s').getAttribute('aria-checked')).toBe('false');
});

test('a picker answers the index of what was chosen, as text', async () => {
  const { heard, find } = draw(
    '<picker id="p" range="{{r}}" value="{{0}}" bind:change="hear"><view>x</view></picker>',
    {
      r: ['尽快', '18:00'],
    },
  );
  tap(find('#p'));
  const select = document.querySelector<HTMLSelectElement>('mp-layer select');
  if (!select) throw new Error('no sheet is open');
  select.selectedIndex = 1;
  document.querySelector<HTMLElement>('mp-layer .confirm')?.click();
  await settle();
  expect(heard).toEqual([['change', { value: '1' }]]);
});

test('a swiper tells of a change, and by whom', () => {
  const { heard, instance } = draw(
    '<swiper current="{{c}}" bind:change="hear"><swiper-item item-id="a"/><swiper-item item-id="b"/></swiper>',
    { c: 0 },
  );
  instance.setData({ c: 1 });
  expect(heard).toEqual([['change', { current: 1, currentItemId: 'b', source: '' }]]);
});

test('rich text draws what WeChat lets through, and nothing that runs', () => {
  const { find } = draw('<rich-text id="r" nodes="{{n}}"/>', {
    n: '<p onclick="x()">a<b>b</b></p><script>x()</script><iframe src="x"></iframe>',
  });
  expect(find('#r').innerHTML).toBe('<p>a<b>b</b></p>');
});

test('an image finds its file from the root, and tells when there is none', () => {
  const { heard, find } = draw('<image id="i" src="../../assets/a.png" bind:error="hear"/>');
  const picture = find<HTMLImageElement>('#i > img');
  expect(picture.getAttribute('src')).toBe('assets/a.png');
  picture.dispatchEvent(new Event('error'));
  expect(heard).toEqual([['error', { errMsg: 'GET ../../assets/a.png failed' }]]);
});

test('an animation moves what it is bound to', () => {
  const wx = Reflect.get(globalThis, 'wx');
  const animation = wx.createAnimation({ duration: 100 }).translateX(-20).opacity(0.5).step().export();
  const { find, instance } = draw('<view id="v" animation="{{a}}">x</view>', { a: null });
  instance.setData({ a: animation });
  expect(find('#v').style.transform).toBe('translateX(-20px)');
  expect(find('#v').style.opacity).toBe('0.5');
});
