import type { Picture } from './camera.ts';

/** A page with all pictures, side by side; a click shows one in its full size. */
export function contactSheet(pictures: readonly Picture[]): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>小程序截图</title>
<style>
  body { margin: 24px; font: 14px/1.5 system-ui, sans-serif; background: #e9ebee }
  main { display: flex; flex-wrap: wrap; gap: 24px; align-items: start }
  figure { margin: 0 }
  img { width: 260px; border-radius: 12px; box-shadow: 0 2px 12px #0003; display: block }
  figcaption { margin-bottom: 8px; font-weight: 600 }
  .complaint { max-width: 260px; color: #b3261e }
</style>
<main>
${pictures.map(figure).join('\n')}
</main>
</html>
`;
}

function figure({ title, files, complaints }: Picture): string {
  const whole = files.at(-1) ?? '';
  return `<figure>
  <figcaption>${title}</figcaption>
  <a href="${whole}"><img src="${files[0] ?? ''}" alt="${title}" loading="lazy"></a>
  ${complaints.map((text) => `<p class="complaint">${inHtml(text)}</p>`).join('')}
</figure>`;
}

function inHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
