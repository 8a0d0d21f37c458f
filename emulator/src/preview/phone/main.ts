import './phone.css';
import { listenWhileVisible } from '../panel/visible-events.ts';
import type { BuildState } from '../state.ts';
import { Shell } from './shell.ts';

const { revision = null } = (Reflect.get(globalThis, 'miniprogramPreview') ?? {}) as {
  revision?: string | null;
};
const shell = new Shell(revision, () => location.reload());

if (window.parent === window) listen();
else obeyPanel();

/** Alone in a tab it hears of builds itself. */
function listen(): void {
  listenWhileVisible('/_preview/events', (source) =>
    source.addEventListener('build', ({ data }: MessageEvent<string>) => shell.show(JSON.parse(data))),
  );
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
