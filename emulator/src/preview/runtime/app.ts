import type { AppConfig, Instance } from './types.ts';

/** What the mini-program is made of, as `setup` was told. */
interface App {
  config: AppConfig;
  /** Every page's path; the first is where the app opens. */
  pages: readonly string[];
  /** glass-easel's compiled templates, by path. */
  templates: Readonly<Record<string, unknown>>;
  /** What `App({…})` was given. */
  instance: Partial<Instance> & Record<string, unknown>;
}

export const app: App = { config: { pages: [] }, pages: [], templates: {}, instance: {} };

export function isTabPage(path: string): boolean {
  return app.config.tabBar?.list.some(({ pagePath }) => pagePath === path) ?? false;
}
