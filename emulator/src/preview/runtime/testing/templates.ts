import { createRequire } from 'node:module';
import type { TmplGroup } from 'glass-easel-template-compiler';

import { tap as tapOn } from '../../testing/page.ts';
import { runtime } from '../index.ts';
import type { AppConfig, ComponentConfig } from '../types.ts';

const compiler = createRequire(import.meta.url)('glass-easel-template-compiler') as {
  TmplGroup: typeof TmplGroup;
};

interface Part {
  readonly wxml: string;
  readonly json?: ComponentConfig;
  readonly script: () => unknown;
}

interface Miniprogram {
  readonly app?: Partial<AppConfig>;
  readonly pages?: Readonly<Record<string, Part>>;
  readonly components?: Readonly<Record<string, Part>>;
}

/** Sets the runtime up with a small mini-program, as a compiled one would. */
export function setUp({ app = {}, pages = {}, components = {} }: Miniprogram): void {
  const group = new compiler.TmplGroup();
  const parts = { ...components, ...pages };
  for (const [path, { wxml }] of Object.entries(parts)) group.addTmpl(path, wxml);
  // It is the compiler's own output, of templates that stand in the test.
  const templates: unknown = new Function(`return ${group.getTmplGenObjectGroups()}`)();
  group.free();
  const paths = Object.keys(pages);
  runtime.setup({ pages: paths, ...app }, templates, paths);
  for (const [path, { json, script }] of Object.entries(parts)) {
    const config = path in components ? { component: true, ...json } : { ...json };
    runtime.define(path, config, undefined, script);
  }
}

/** A component around these tags, mounted. @param definition as `Component({…})` takes it */
export function show(path: string, wxml: string, definition: object = {}) {
  setUp({ components: { [path]: { wxml, script: () => Reflect.get(globalThis, 'Component')(definition) } } });
  return runtime.mount(path);
}

/** What a finger does. */
export function tap(element: Element | null): void {
  if (!element) throw new Error('there is nothing to tap');
  tapOn(element);
}

/** Lets everything run that waits for its turn. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
