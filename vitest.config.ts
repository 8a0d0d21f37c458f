import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most tests wait for processes of their own: two at a time are faster even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{cloudfunctions,database,tools}/**/*.test.ts'],
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
        },
      },
      {
        test: {
          name: 'system',
          include: ['tests/**/*.test.ts'],
          globalSetup: ['tests/global-setup.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
