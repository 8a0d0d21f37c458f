import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

/** The preview's plugin, which mounts a page of the mini-program in jsdom; the product stands without it. */
async function pagePlugins() {
  const testing = join(import.meta.dirname, 'emulator', 'src', 'preview', 'testing', 'index.ts');
  if (!existsSync(testing)) return [];
  const { miniprogram } = await tsImport(testing, import.meta.url);
  return [miniprogram({ root: join(import.meta.dirname, 'miniprogram') })];
}

/** What tests are made of, a name each: `vitest run --project unit`. */
const projects: TestProjectConfiguration[] = [
  {
    test: {
      name: 'unit',
      include: ['{cloudfunctions,database,miniprogram,tools}/**/*.test.ts'],
      exclude: ['**/node_modules/**', '**/miniprogram_npm/**'],
      // Properties of many runs, beside processes that need both cores.
      testTimeout: 30_000,
    },
  },
  {
    test: {
      name: 'emulator',
      include: ['emulator/**/*.test.ts'],
      globalSetup: ['emulator/tests/global-setup.ts'],
      testTimeout: 30_000,
      // Starting an emulator takes its time where every core is busy.
      hookTimeout: 60_000,
    },
  },
  {
    plugins: await pagePlugins(),
    test: {
      name: 'pages',
      include: ['tests/pages/**/*.test.ts'],
      testTimeout: 30_000,
    },
  },
  {
    test: {
      name: 'system',
      include: ['tests/**/*.test.ts'],
      exclude: ['tests/{pages,e2e}/**'],
      globalSetup: ['tests/global-setup.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  },
  {
    test: {
      name: 'e2e',
      include: ['tests/e2e/**/*.test.ts'],
      globalSetup: ['tests/global-setup.ts', 'tests/e2e/global-setup.ts'],
      testTimeout: 120_000,
      hookTimeout: 120_000,
      // A browser and an emulator each: after all others, two at a time.
      maxWorkers: 2,
      sequence: { groupOrder: 1 },
    },
  },
];

export default defineConfig({
  test: {
    // Most tests wait for processes of their own: three at a time are faster even on two cores.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    projects,
  },
});
