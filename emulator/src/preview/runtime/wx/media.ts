import { openLayer } from '../dialogs/layer.ts';
import { showToast } from '../dialogs/toast.ts';
import { create, createButton } from '../dom.ts';
import { Refusal } from '../pages/refusal.ts';
import { assetUrl } from '../paths.ts';
import { asyncApi } from './api.ts';

interface PreviewImage {
  readonly urls: readonly string[];
  readonly current?: string;
}

function previewImage({ urls, current = urls[0] ?? '' }: PreviewImage): void {
  const picture = create('img', { attributes: { src: assetUrl(current), alt: '' } });
  const layer = openLayer(
    { kind: 'full', label: '图片' },
    create(
      'header',
      {},
      create('h2'),
      createButton('×', () => layer.close(), { 'aria-label': '关闭' }),
    ),
    picture,
  );
}

let clipboard = '';

/** The browser's clipboard may be closed to pages; the phone's own always works. */
async function copy(data: string): Promise<void> {
  clipboard = data;
  await navigator.clipboard?.writeText(data).catch(() => {});
  showToast({ title: '内容已复制', duration: 1500 });
}

export const media = {
  previewImage: asyncApi('previewImage', previewImage),
  setClipboardData: asyncApi('setClipboardData', async ({ data }: { readonly data: string }) => {
    await copy(data);
    return { data };
  }),
  getClipboardData: asyncApi('getClipboardData', () => ({ data: clipboard })),
  scanCode: asyncApi('scanCode', () => {
    throw new Refusal('cancel');
  }),
  chooseMedia: asyncApi('chooseMedia', () => {
    throw new Refusal('cancel');
  }),
};
