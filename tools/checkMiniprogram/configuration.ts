/** https://developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html, as far as it is checked. */
export interface AppConfig extends ComponentConfig {
  readonly pages?: readonly string[];
  readonly entryPagePath?: string;
  readonly subPackages?: readonly SubPackage[];
  /** Another spelling of the same. */
  readonly subpackages?: readonly SubPackage[];
  readonly preloadRule?: Readonly<Record<string, { readonly packages?: readonly string[] }>>;
  readonly tabBar?: TabBar;
  readonly darkmode?: boolean;
  readonly themeLocation?: string;
  readonly sitemapLocation?: string;
}

export interface SubPackage {
  readonly root: string;
  readonly name?: string;
  readonly pages: readonly string[];
  readonly independent?: boolean;
}

export interface TabBar {
  readonly list?: readonly Tab[];
  readonly custom?: boolean;
  readonly position?: 'bottom' | 'top';
}

export interface Tab {
  readonly pagePath?: string;
  readonly text?: string;
  readonly iconPath?: string;
  readonly selectedIconPath?: string;
}

/** The .json of a page or a component. */
export interface ComponentConfig {
  readonly component?: boolean;
  readonly usingComponents?: Readonly<Record<string, string>>;
  readonly componentGenerics?: Readonly<Record<string, boolean | { readonly default?: string }>>;
  readonly componentPlaceholder?: Readonly<Record<string, string>>;
}

/** The path of each page, without extension, those of subpackages included. */
export function pagesOf(app: AppConfig): string[] {
  const inSubpackages = subpackagesOf(app).flatMap(({ root, pages }) =>
    pages.map((page) => `${root}/${page}`),
  );
  return [...(app.pages ?? []), ...inSubpackages];
}

/** The subpackages, their roots without slashes around them. */
export function subpackagesOf(app: AppConfig): SubPackage[] {
  return (app.subPackages ?? app.subpackages ?? []).map((one) => ({
    ...one,
    root: one.root.replace(/^\/|\/$/g, ''),
  }));
}

/** The root of the subpackage that a file is in; '' for the main package. */
export function packageOf(app: AppConfig, file: string): string {
  return subpackagesOf(app).find(({ root }) => file.startsWith(`${root}/`))?.root ?? '';
}

/** What is opened with `switchTab` only. */
export function tabPagesOf(app: AppConfig): string[] {
  return (app.tabBar?.list ?? []).flatMap(({ pagePath }) => pagePath ?? []);
}
