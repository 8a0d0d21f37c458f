import { glassEasel } from 'glass-easel-miniprogram-adapter';

import { isOfLibrary } from '../paths.ts';
import { tellPanel } from '../settings/panel.ts';
import { Subscribers } from '../settings/subscribers.ts';
import { showOverlay } from './overlay.ts';

/** `wx.onError` and `wx.onUnhandledRejection`. */
export const errorListeners = new Subscribers<string>();
export const rejectionListeners = new Subscribers<{ readonly reason: unknown }>();

interface Description {
  readonly message: string;
  readonly stack: string;
}

/** What was thrown, in words: also WeChat's own failures, which are plain objects with an `errMsg`. */
function describe(error: unknown): Description {
  if (error instanceof Error) return { message: `${error.name}: ${error.message}`, stack: error.stack ?? '' };
  if (typeof error === 'object' && error !== null && 'errMsg' in error) {
    return { message: String(error.errMsg), stack: '' };
  }
  return { message: typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error)), stack: '' };
}

/**
 * An exception of the mini-program: shown on the phone, told to the panel, and written to the console.
 * @param where the page or component, and what it was doing
 */
function reportError(error: unknown, where = ''): void {
  const { message, stack } = describe(error);
  console.error(where ? `${where}: ${message}` : message, error);
  errorListeners.tell(`${message}\n${stack}`);
  showOverlay({ message, stack, where });
  tellPanel({ type: 'error', message: where ? `${message} (${where})` : message, stack });
}

/** Runs what the mini-program wrote; its exceptions stop nobody else. */
export function runSafely<Answer>(where: string, run: () => Answer): Answer | undefined {
  try {
    return run();
  } catch (error) {
    reportError(error, where);
    return undefined;
  }
}

/** The address names the page on top. */
function currentPage(): string {
  return location.hash.replace(/^#\/|\?.*$/g, '');
}

/** Catches what is thrown in components, in timers, and in promises that nobody waits for. */
export function catchErrors(): void {
  glassEasel.addGlobalErrorListener((error, _method, related) => {
    // An event's error names whose event it was; a library's component tells nobody where to look.
    const path = typeof related === 'string' ? related : related?.is;
    reportError(error, path && !isOfLibrary(path) ? path : currentPage());
    return false;
  });
  window.addEventListener('error', ({ error, message }) => reportError(error ?? message, currentPage()));
  window.addEventListener('unhandledrejection', ({ reason }) => {
    rejectionListeners.tell({ reason });
    reportError(reason, currentPage());
  });
}
