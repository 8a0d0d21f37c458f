import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from './browser/chromium.ts';
import { buildAll } from './build.ts';
import { LocalCloudBase } from './local/client.ts';
import { launchEmulator } from './local/launch.ts';
import { runTool } from './runTool.ts';
import { Camera, type Picture } from './screenshots/camera.ts';
import { Director } from './screenshots/cast.ts';
import { contactSheet } from './screenshots/contactSheet.ts';
import { type Shot, shotsOf } from './screenshots/shots.ts';

const projectDir = process.cwd();
const folder = join(projectDir, 'dist', 'screenshots');

/** `npm run screenshots [-- word…]`: every page of the mini-program, or those whose name has one of the words. */
await runTool(async () => {
  await buildAll(projectDir);
  const emulator = await launchEmulator(projectDir, ['--memory', '--preview']);
  try {
    const pictures = await photograph(emulator.origin, process.argv.slice(2));
    await writeFile(join(folder, 'index.html'), contactSheet(pictures));
    for (const { title, complaints } of pictures)
      for (const text of complaints) console.error(`${title}: ${text}`);
    console.log(`${pictures.length} pages in ${join(folder, 'index.html')}`);
  } finally {
    await emulator.stop();
  }
});

async function photograph(origin: string, words: readonly string[]): Promise<readonly Picture[]> {
  const isWanted = (name: string) => words.length === 0 || words.some((word) => name.includes(word));
  const shots = shotsOf(await new Director(new LocalCloudBase(origin)).prepare());
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pages = [...new Set(shots.map(pageOf))];
  const browser = await launchChromium();
  try {
    const camera = new Camera(browser, origin, folder);
    const pictures: Picture[] = [];
    for (const shot of shots) {
      if (isWanted(shot.name)) pictures.push(await camera.take(shot, pages.indexOf(pageOf(shot)) + 1));
    }
    return pictures;
  } finally {
    await browser.close();
  }
}

function pageOf({ page, route }: Shot): string {
  return page ?? route.split('?')[0] ?? route;
}
