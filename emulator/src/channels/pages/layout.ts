import { createHash } from 'node:crypto';

import { Html, html } from './html.ts';

const style = `
:root { color-scheme: light dark; --line: #d9d9d9; --quiet: #595959; --accent: #067a46; --on-accent: #fff }
@media (prefers-color-scheme: dark) {
  :root { --line: #4a4a4a; --quiet: #b3b3b3; --accent: #3ecf8e; --on-accent: #06291a }
}
body { margin: 0 auto; padding: 24px 20px; max-width: 30rem; line-height: 1.6;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans SC Variable", system-ui, sans-serif }
h1 { font-size: 1.375rem }
h2 { font-size: 1rem; margin: 24px 0 4px }
dl { margin: 0; display: grid; grid-template-columns: auto 1fr }
dt, dd { margin: 0; padding: 8px 0; border-bottom: 1px solid var(--line) }
dt { color: var(--quiet); padding-right: 16px }
dd { text-align: right; overflow-wrap: anywhere }
[role=status], [role=alert] { border-left: 4px solid var(--accent); padding-left: 12px }
button { width: 100%; min-height: 48px; margin-top: 16px; font: inherit; border-radius: 8px;
  border: 1px solid var(--line); background: transparent; color: inherit }
label { display: block; margin-top: 16px }
input { width: 100%; min-height: 48px; box-sizing: border-box; font: inherit }
input[type=checkbox] { width: 20px; min-height: 20px; vertical-align: middle }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
small { color: var(--quiet) }`;

/** Tells whoever opened the page, or holds it in a frame, how it ended. Only pages of this origin hear it. */
const report = `
const { message } = document.currentScript.dataset;
const asker = window.opener ?? (window.parent === window ? null : window.parent);
asker?.postMessage(JSON.parse(message), location.origin);`;

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * Nothing but the font is loaded, nothing but our own two texts runs or paints, and no foreign page may hold this one.
 */
export function pageHeaders(fontStyles: string | null): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      ...(fontStyles === null ? [] : ["font-src 'self'"]),
      `style-src ${hash(style)}${fontStyles === null ? '' : " 'self'"}`,
      `script-src ${hash(report)}`,
      "form-action 'self'",
      "frame-ancestors 'self'",
      "base-uri 'none'",
    ].join('; '),
  };
}

/**
 * What the user is told about his last tap: focused, because a screen reader announces no status of a new
 * page.
 */
export function status(text: string): Html {
  return html`<p role="status" tabindex="-1" autofocus>${text}</p>`;
}

interface Parts {
  /** Whose page it plays, as people call it. */
  readonly vendor: string;
  readonly title: string;
  readonly content: Html;
  /** What goes first in the page's title. */
  readonly said?: string | null;
  readonly fontStyles: string | null;
}

/** A whole page, readable on a phone. */
export function document({ vendor, title, content, said = null, fontStyles }: Parts): string {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${said === null ? title : `${said} - ${title}`}</title>
${fontStyles === null ? null : html`<link rel="stylesheet" href="${fontStyles}">`}
<style>${new Html(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
<p><small>这是本地模拟的${vendor}页面，不会产生真实的授权或扣款。</small></p>
</main>
</body>
</html>
`.text;
}

export interface Row {
  readonly name: string;
  readonly value: string;
}

export function rows(items: readonly Row[]): Html {
  return html`<dl>${items.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

export interface Button {
  /** What the form posts. */
  readonly action: string;
  readonly text: string;
  readonly main?: boolean;
}

/** They post to the page's own path, so that they work without a script; with what `fields` of the form hold. */
export function buttons(items: readonly Button[], fields: Html | null = null): Html {
  return html`<form method="post">${fields}${items.map(
    ({ action, text, main }) =>
      html`<button name="action" value="${action}"${main ? new Html(' class="main"') : null}>${text}</button>`,
  )}</form>`;
}

export function reportScript(message: unknown): Html {
  return html`<script data-message="${JSON.stringify(message)}">${new Html(report)}</script>`;
}

/** An amount as people read it. */
export function yuan(fen: number): string {
  const [whole = '', cents = ''] = (fen / 100).toFixed(2).split('.');
  return `¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}
