import { dirname, isAbsolute } from 'node:path';
import { SourceTree } from '../compile/source-tree.ts';
import { TestModules } from './modules.ts';

const publicPrefix = 'virtual:miniprogram/';
/** The mark by which Vite's plugins know that an id is no file. */
const internalMark = '\0';
const sharedModule = `${internalMark}miniprogram-app`;

/** The part of Vite's plugin interface in use here; the emulator itself does not depend on Vite. */
interface MiniprogramPlugin {
  readonly name: string;
  readonly enforce: 'pre';
  config(): object;
  resolveId(id: string, importer: string | undefined): string | null;
  load(this: { addWatchFile(file: string): void }, id: string): Promise<string | null>;
  watchChange(): void;
}

/**
 * A plugin for vitest: `import { mount } from 'virtual:miniprogram/pages/order/order'` gives a test that page or
 * component, with everything it uses, in jsdom. Its scripts are ordinary modules, so they can be mocked, and are
 * covered; components of libraries are not.
 * @param options.root the folder of app.json
 */
export function miniprogram({ root }: { readonly root: string }): MiniprogramPlugin {
  const tree = new SourceTree(root);
  let modules: TestModules | null = null;
  return {
    name: 'miniprogram',
    enforce: 'pre',
    config: () => ({ test: { environment: 'jsdom' } }),
    resolveId(id, importer) {
      if (id.startsWith(publicPrefix)) return internalMark + id;
      if (id === sharedModule) return id;
      if (!importer || isAbsolute(id) || /^[.\0]|^(node|virtual):/.test(id) || !tree.holds(importer)) {
        return null;
      }
      return tree.packages.resolveScript(id, dirname(importer));
    },
    async load(id) {
      const isShared = id === sharedModule;
      if (!isShared && !id.startsWith(internalMark + publicPrefix)) return null;
      modules ??= new TestModules(root);
      if (isShared) return modules.shared();
      const path = id.slice(internalMark.length + publicPrefix.length);
      for (const file of await modules.filesOf(path)) this.addWatchFile(file);
      return modules.mounting(path, sharedModule);
    },
    watchChange() {
      modules = null;
    },
  };
}
