import { app } from '../app.ts';
import type { ThemeName } from '../types.ts';
import { applyColorScheme } from './color-scheme.ts';
import { Subscribers } from './subscribers.ts';

/** Who follows the theme inside the runtime: bars are drawn anew before a page hears of it. */
export const themeFollowers = new Subscribers<ThemeName>();
/** `wx.onThemeChange`. */
export const themeListeners = new Subscribers<{ readonly theme: ThemeName }>();

let forced: ThemeName | null = null;
let told: ThemeName | null = null;

function preference(): MediaQueryList | null {
  // A test's document has no media.
  return typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;
}

/** The theme in force; without `darkmode` in app.json WeChat is always light. */
export function currentTheme(): ThemeName {
  if (!app.config.darkmode) return 'light';
  return forced ?? (preference()?.matches ? 'dark' : 'light');
}

/** What a value of app.json or of a page's JSON means in the theme in force: `@name` stands for a variable. */
export function themed(value: string | undefined): string | undefined {
  if (!value?.startsWith('@')) return value;
  return app.config.theme?.[currentTheme()]?.[value.slice(1)];
}

/** Brings the document to the theme in force, and tells of a change. */
export function refreshTheme(): void {
  const theme = currentTheme();
  if (theme === told) return;
  const isChange = told !== null;
  told = theme;
  applyColorScheme(theme);
  themeFollowers.tell(theme);
  if (isChange) themeListeners.tell({ theme });
}

/** The tester's choice, until the page is loaded anew. */
export function forceTheme(theme: ThemeName): void {
  forced = theme;
  refreshTheme();
}

/** Follows the browser's own setting. */
export function followPreference(): void {
  preference()?.addEventListener('change', refreshTheme);
  refreshTheme();
}
