import { assetUrl } from '../paths.ts';
import { defineBase, type Handle } from './base-component.ts';

/** https://developers.weixin.qq.com/miniprogram/dev/component/image.html */
const fits: Readonly<Record<string, string>> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'fill',
  heightFix: 'fill',
};

interface ImageData {
  src: string;
  mode: string;
  lazyLoad: boolean;
}

function drawImage({ element, component, data, emit }: Handle<ImageData>) {
  const picture = document.createElement('img');
  picture.alt = '';
  picture.draggable = false;
  element.append(picture);
  picture.addEventListener('load', () => {
    emit('load', { width: picture.naturalWidth, height: picture.naturalHeight });
  });
  picture.addEventListener('error', () => emit('error', { errMsg: `GET ${data.src} failed` }));
  const changed = {
    src(value: string) {
      const owner = component.ownerShadowRoot?.getHostNode().is ?? '';
      if (value) picture.src = assetUrl(value, owner);
      else picture.removeAttribute('src');
    },
    mode(value: string) {
      element.setAttribute('mode', value);
      picture.style.objectFit = fits[value] ?? 'none';
      // `top left` and its like cut a part of the picture's own size.
      picture.style.objectPosition = value in fits ? '' : value;
    },
    lazyLoad(value: boolean) {
      picture.loading = value ? 'lazy' : 'eager';
    },
    ariaLabel(value: unknown) {
      picture.alt = value ? String(value) : '';
    },
  };
  return { changed };
}

for (const tag of ['image', 'cover-image']) {
  defineBase({
    tag,
    properties: {
      src: '',
      mode: 'scaleToFill',
      lazyLoad: false,
      webp: false,
      showMenuByLongpress: false,
      fadeIn: true,
    },
    create: drawImage,
  });
}
