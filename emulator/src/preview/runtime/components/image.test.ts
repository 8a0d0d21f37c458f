// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { show } from '../testing/templates.ts';

let count = 0;

function draw(src: string) {
  const heard: string[] = [];
  const methods = { hear: (event: { type: string }) => heard.push(event.type) };
  const wxml = '<image src="{{src}}" bind:error="hear" bind:load="hear" />';
  const { element } = show(`components/image${count++}/i`, wxml, { data: { src }, methods });
  return { heard, picture: element.querySelector('img') };
}

test.each([
  'https://shop.example.com/a.png',
  'http://example.org/a.png',
  'https://pictures.shop.test:8443/a.png',
])('the network is not asked for %s, which exists nowhere, and the page hears of it', async (src) => {
  const { heard, picture } = draw(src);
  expect(picture?.hasAttribute('src')).toBe(false);
  await vi.waitFor(() => expect(heard).toEqual(['error']));
});

test.each(['https://example.com.cn/a.png', 'https://shop-example.com/a.png', 'https://a.cn/example.com/'])(
  'a picture at %s is asked for',
  (src) => {
    expect(draw(src).picture?.getAttribute('src')).toBe(src);
  },
);
