import { app } from './app.ts';
import { create } from './dom.ts';
import { backend, codeSpace } from './engine/code-space.ts';
import { tellReady } from './engine/ready.ts';
import { pageStack } from './pages/stack.ts';
import { formatUrl } from './pages/url.ts';
import type { Instance, Mounted, Query } from './types.ts';

function mountPage(path: string, query: Query): Mounted {
  const page = pageStack.reLaunch(`/${formatUrl({ path, query })}`);
  return {
    instance: page.instance,
    element: page.screen.element,
    on() {
      throw new Error('pages fire no events');
    },
    unmount: () => pageStack.closeAll(),
  };
}

function mountComponent(path: string, properties: object): Mounted {
  const placeholder = create('i');
  const element = create('div', {}, placeholder);
  document.body.append(element);
  const root = backend.createRoot('x-mounted', codeSpace, path);
  const instance = root.get() as unknown as Instance;
  instance.setData({ ...properties });
  root.attach(element as never, placeholder as never);
  tellReady();
  return {
    instance,
    element,
    on: (name, listener) => root.getComponent().addListener(name, ({ detail }) => listener(detail)),
    unmount() {
      root.release();
      element.remove();
    },
  };
}

/** See `Runtime.mount`. */
export function mount(path: string, properties: object = {}, query: Query = {}): Mounted {
  return app.pages.includes(path) ? mountPage(path, query) : mountComponent(path, properties);
}
