import { create, createButton } from '../dom.ts';
import { translateStack } from './source-map.ts';

interface Failure {
  readonly message: string;
  readonly stack: string;
  readonly where: string;
}

/** Whoever has more mends these first; an error that comes every second must not fill the page. */
const mostReports = 10;

let overlay: HTMLElement | null = null;

/** Where it happened: file names without the address that is the same everywhere. */
function shorten(stack: string): string {
  return stack.replaceAll(`${location.origin}/`, '/');
}

function close(): void {
  overlay?.remove();
  overlay = null;
}

/** Shows an exception over the phone until it is closed; further ones are added below, up to a limit. */
export function showOverlay({ message, stack, where }: Failure): void {
  if ((overlay?.getElementsByTagName('section').length ?? 0) >= mostReports) return;
  if (!overlay) {
    overlay = create('mp-error', { attributes: { role: 'alert' } });
    const title = create('h2', { text: '页面出错了' });
    overlay.append(create('header', {}, title, createButton('关闭', close)));
    document.body.append(overlay);
  }
  const report = create('section', {}, create('p', { text: message }));
  if (where) report.append(create('small', { text: where }));
  // The first line of a stack is the message again.
  const lines = shorten(stack).split('\n').slice(1).join('\n');
  const place = create('pre', { text: lines });
  if (lines) report.append(place);
  overlay.append(report);
  void translateStack(stack).then((translated) => {
    if (translated) place.textContent = translated;
  });
}
