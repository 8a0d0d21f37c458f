import { assetPath } from './assets.ts';

/** A phone. */
const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>" +
  "<rect x='3.5' y='1' width='9' height='14' rx='2.2' fill='%230b8f63'/>" +
  "<rect x='5' y='3' width='6' height='9' rx='.6' fill='white'/></svg>";

/** The tester's panel. Nothing in it comes from elsewhere, whatever the documents that it shows contain. */
export const panelPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the mini-program loads is its own affair; the panel alone holds it in a frame. */
export const phonePolicy = "frame-ancestors 'self'";

export function panelPage(fontStyles: string): string {
  return page(
    '小程序预览',
    `<link rel="stylesheet" href="${fontStyles}">
    <link rel="stylesheet" href="${assetPath}panel.css">`,
    `<noscript>需要启用 JavaScript。</noscript><script src="${assetPath}panel.js"></script>`,
  );
}

export interface PhonePageOptions {
  readonly fontStyles: string;
  readonly appId: string;
  /** Null: nothing is built yet, and the page waits for it. */
  readonly revision: string | null;
}

/**
 * One phone with the mini-program in it. The shell (`phone.js`) shows how building goes and loads the page anew when
 * there is something new; the mini-program itself is started only where there is one.
 */
export function phonePage({ fontStyles, appId, revision }: PhonePageOptions): string {
  const styles = [fontStyles, `${assetPath}phone.css`];
  const scripts = [`${assetPath}phone.js`];
  if (revision !== null) {
    styles.push(`${assetPath}runtime.css`, 'app.css');
    scripts.push(`${assetPath}runtime.js`, 'app.js');
  }
  // An openid is whoever the page's own address names.
  const environment = `globalThis.miniprogramPreview = {
      openid: new URLSearchParams(location.search).get('openid'),
      appId: ${inScript(appId)},
      revision: ${inScript(revision)},
    };`;
  return page(
    '小程序',
    styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('\n    '),
    `<script>${environment}</script>
    ${scripts.map((src) => `<script src="${src}"></script>`).join('\n    ')}`,
  );
}

/** `<` could end the script. */
function inScript(value: string | null): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function page(title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <title>${title}</title>
    <link rel="icon" href="${icon}">
    ${head}
  </head>
  <body>
    ${body}
  </body>
</html>
`;
}
