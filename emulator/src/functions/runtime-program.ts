import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside `dist/cli.js`, or seen from the TypeScript source. */
const places = ['./instance.cjs', '../../dist/instance.cjs'];

/** Path of the bundled program that every instance runs. @throws Error if the emulator has not been built */
export function instanceProgram(): string {
  for (const place of places) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error('build missing: run npm run build (the emulator itself has not been built)');
}
