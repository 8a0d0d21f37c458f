import { chromiumPath } from '../../tools/browser/chromium.ts';

/** The browser is found, and unpacked if need be, once before all tests: two that unpack would be in each other's way. */
export async function setup(): Promise<void> {
  await chromiumPath();
}
