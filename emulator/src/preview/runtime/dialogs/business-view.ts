import { create, createButton } from '../dom.ts';
import { openLayer } from './layer.ts';

/** How the user left a page of WeChat Pay. */
export interface BusinessResult {
  /** 0 = agreed or done, -2 = left */
  readonly errCode: number;
  readonly extraData: Readonly<Record<string, unknown>>;
}

function isResult(data: unknown): data is BusinessResult & { readonly type: string } {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'openBusinessView';
}

/**
 * Shows a page of WeChat Pay over the whole phone until it says how it ended. Closing it is leaving: what the user
 * did on the page before stays done.
 */
export function showBusinessView(page: string): Promise<BusinessResult> {
  return new Promise((resolve) => {
    const frame = create('iframe', { attributes: { src: page, title: '微信支付分' } }) as HTMLIFrameElement;
    const finish = (result: BusinessResult) => {
      window.removeEventListener('message', hear);
      layer.close();
      resolve(result);
    };
    const hear = ({ data, source, origin }: MessageEvent<unknown>) => {
      if (source !== frame.contentWindow || origin !== location.origin || !isResult(data)) return;
      finish({ errCode: data.errCode, extraData: data.extraData ?? {} });
    };
    window.addEventListener('message', hear);
    const close = createButton('×', () => finish({ errCode: -2, extraData: {} }), { 'aria-label': '关闭' });
    const header = create('header', {}, create('h2', { text: '微信支付分' }), close);
    const layer = openLayer({ kind: 'full', label: '微信支付分' }, header, frame);
  });
}
