import './phone.css';
import type { BuildState } from '../state.ts';
import { Shell } from './shell.ts';

const { revision = null } = (Reflect.get(globalThis, 'miniprogramPreview') ?? {}) as {
  revision?: string | null;
};
const shell = new Shell(revision, () => location.reload());

if (window.parent === window) listen();
else obeyPanel();

/** Alone in a tab it hears of builds itself; not while nobody looks, since a browser has few connections. */
function listen(): void {
  let source: EventSource | null = null;
  const open = (): void => {
    source?.close();
    source = null;
    if (document.visibilityState !== 'visible') return;
    source = new EventSource('/_preview/events');
    source.addEventListener('build', ({ data }: MessageEvent<string>) => shell.show(JSON.parse(data)));
  };
  document.addEventListener('visibilitychange', open);
  open();
}

/** In the panel's frame the panel tells. */
function obeyPanel(): void {
  addEventListener(
    'message',
    ({ source, origin, data }: MessageEvent<{ type?: string; state?: BuildState }>) => {
      if (source !== window.parent || origin !== location.origin) return;
      if (data?.type === 'build' && data.state) shell.show(data.state);
    },
  );
}
