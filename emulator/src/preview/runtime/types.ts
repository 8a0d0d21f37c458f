/** The part of `app.json` that the runtime reads. */
export interface AppConfig {
  readonly pages: readonly string[];
  readonly window?: WindowConfig;
  readonly tabBar?: TabBarConfig;
  readonly darkmode?: boolean;
  /** The content of the file that `themeLocation` names. */
  readonly theme?: ThemeVariables;
}

export type ThemeName = 'light' | 'dark';
type ThemeVariables = { readonly [name in ThemeName]?: Readonly<Record<string, string>> };

/** `window` of `app.json`, and the same keys in a page's own JSON. Colours and icons may be `@variables`. */
export interface WindowConfig {
  readonly navigationBarTitleText?: string;
  readonly navigationBarBackgroundColor?: string;
  readonly navigationBarTextStyle?: string;
  readonly navigationStyle?: 'default' | 'custom';
  readonly backgroundColor?: string;
  readonly backgroundColorContent?: string;
  readonly enablePullDownRefresh?: boolean;
  /** px */
  readonly onReachBottomDistance?: number;
}

export interface TabBarItem {
  readonly pagePath: string;
  readonly text: string;
  readonly iconPath?: string;
  readonly selectedIconPath?: string;
}

export interface TabBarConfig {
  readonly color?: string;
  readonly selectedColor?: string;
  readonly backgroundColor?: string;
  readonly borderStyle?: string;
  readonly list: readonly TabBarItem[];
}

/** A component's or page's JSON; the names of `usingComponents` are already absolute (`/pages/a/b`). */
export interface ComponentConfig extends WindowConfig {
  readonly component?: boolean;
  readonly usingComponents?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

export type Query = Readonly<Record<string, string>>;

/** What `this` is inside a page or a component. */
export interface Instance {
  readonly data: Record<string, unknown>;
  setData(values: Record<string, unknown>, callback?: () => void): void;
  selectComponent(selector: string): Instance | null;
  [name: string]: unknown;
}

/** A page or component in the document of a test. */
export interface Mounted {
  readonly instance: Instance;
  readonly element: HTMLElement;
  /** Hears the events that the component fires. */
  on(name: string, listener: (detail: unknown) => void): void;
  unmount(): void;
}

export interface Runtime {
  /** @param pages every page's path, those of subpackages included; the first is where the app opens */
  setup(app: AppConfig, templates: unknown, pages: readonly string[]): void;
  /**
   * Registers the page or component of this path. `load` runs its script, and answers what the script answers; it
   * may be asynchronous as long as no other `define` begins meanwhile.
   */
  define(path: string, json: ComponentConfig, styleScope: string | undefined, load: () => unknown): unknown;
  /** Opens the page that `location.hash` names (`#/pages/a/a?x=1`), else the first. */
  start(): void;
  /** For tests: a page (which then gets onLoad and onShow) or a component by itself. */
  mount(path: string, properties?: object, query?: Query): Mounted;
}
