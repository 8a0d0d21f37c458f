import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeEnvironment } from './miniprogramEnvironment.ts';
import { copyPackages } from './miniprogramPackages.ts';

/**
 * What WeChat's DevTools need, beside the sources, to open the mini-program: its npm packages and the name of the
 * CloudBase environment. Both are made anew from package.json and .env, and never committed.
 */
export async function prepareMiniprogram(projectDir: string): Promise<void> {
  const root = join(projectDir, 'miniprogram');
  if (!existsSync(root)) throw new Error('miniprogram/ is not there');
  await writeEnvironment(projectDir, root);
  await copyPackages(projectDir, root);
}
