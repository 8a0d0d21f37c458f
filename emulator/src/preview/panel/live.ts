import type { BuildState } from '../state.ts';
import type { CallRecord, Change } from './model.ts';
import { Signal } from './signal.ts';
import { listenWhileVisible } from './visible-events.ts';

/** What happens in the local CloudBase, as it happens. */
export interface Live {
  /** `connected`, also after a reset: everything must be read anew, since nothing was heard of it. */
  readonly connection: Signal<'connecting' | 'connected' | 'lost'>;
  onCall(listener: (call: CallRecord) => void): void;
  onChange(listener: (change: Change) => void): void;
  onBuild(listener: (state: BuildState) => void): void;
}

/** One connection for everything: a browser has few. */
export function listen(path: string): Live {
  const connection: Live['connection'] = new Signal<'connecting' | 'connected' | 'lost'>('connecting');
  const target = new EventTarget();

  listenWhileVisible(path, (source) => {
    source.addEventListener('open', () => connection.set('connected'));
    source.addEventListener('error', () => connection.set('lost'));
    source.addEventListener('reset', () => connection.set('connected'));
    for (const type of ['call', 'change', 'build']) {
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        target.dispatchEvent(new CustomEvent(type, { detail: JSON.parse(data) }));
      });
    }
  });

  function on<T>(type: string, listener: (detail: T) => void): void {
    target.addEventListener(type, (event) => {
      if (event instanceof CustomEvent) listener(event.detail);
    });
  }

  return {
    connection,
    onCall: (listener) => on('call', listener),
    onChange: (listener) => on('change', listener),
    onBuild: (listener) => on('build', listener),
  };
}
