import { app } from './app.ts';
import { runSafely } from './errors/report.ts';
import { launchOptions } from './launch.ts';
import { pageStack } from './pages/stack.ts';
import { Subscribers } from './settings/subscribers.ts';

type ShowOptions = ReturnType<typeof launchOptions>;

/** `wx.onAppShow` and `wx.onAppHide`. */
export const appShowListeners = new Subscribers<ShowOptions>();
export const appHideListeners = new Subscribers<void>();

/** Calls one of the app's own functions, if it has it. */
export function callApp(name: string, ...args: readonly unknown[]): void {
  const method = app.instance[name];
  if (typeof method === 'function') runSafely(`App ${name}`, () => method.apply(app.instance, args));
}

/** The phone shows something else: another mini-program, another tab of the browser. */
export function leaveForeground(): void {
  pageStack.top?.tellHidden();
  callApp('onHide');
  appHideListeners.tell();
}

/** @param options as `App.onShow` is told: where the user comes from */
export function enterForeground(options: Partial<ShowOptions> = {}): void {
  const shown = { ...launchOptions(), ...options };
  callApp('onShow', shown);
  appShowListeners.tell(shown);
  pageStack.top?.tellShown();
}

/** Another tab of the browser covers the phone as another app does. */
export function followVisibility(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) leaveForeground();
    else enterForeground();
  });
}
