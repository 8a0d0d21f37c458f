// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { show } from '../testing/templates.ts';

let count = 0;

function sourceOf(src: string): string | null | undefined {
  const { element } = show(`components/image${count++}/i`, '<image src="{{src}}" />', { data: { src } });
  return element.querySelector('img')?.getAttribute('src');
}

test.each([
  ['https://shop.example.com/a.png', '/_preview/pictures/shop.example.com/a.png'],
  ['http://example.org/goods/a.png', '/_preview/pictures/example.org/goods/a.png'],
  ['https://pictures.shop.test:8443/a.png', '/_preview/pictures/pictures.shop.test:8443/a.png'],
])('the network is not asked for %s, which exists nowhere', (src, address) => {
  expect(sourceOf(src)).toBe(address);
});

test.each(['https://example.com.cn/a.png', 'https://shop-example.com/a.png', 'https://a.cn/example.com/'])(
  'a picture at %s is asked for',
  (src) => {
    expect(sourceOf(src)).toBe(src);
  },
);
