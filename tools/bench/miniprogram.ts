import { launchChromium, openPhone } from '../browser/chromium.ts';
import { openRoute, topScreen } from '../browser/phonePage.ts';
import { LIMITS, packageSizes } from '../checkMiniprogram/packageSizes.ts';
import { LocalCloudBase } from '../local/client.ts';
import { launchEmulator } from '../local/launch.ts';
import { median, printTable } from './table.ts';

const ROUNDS = 5;
const BUYER = 'o-buyer-lin';

/** The screens that a buyer begins with, and what stands there once they are read. */
const SCREENS = [
  ['shop', 'pages/shop/shop', '白瓷茶具六件套'],
  ['orders', 'pages/orders/orders', '还没有订单'],
  ['bills', 'pages/bills/bills', '还没有账单'],
  ['me', 'pages/me/me', '开通先用后付'],
] as const;

/** How many function calls a first screen takes, how long until it stands, and what is uploaded to WeChat. */
export async function benchMiniprogram(projectDir: string): Promise<void> {
  await benchScreens(projectDir);
  await benchPackages(projectDir);
}

async function benchScreens(projectDir: string): Promise<void> {
  const emulator = await launchEmulator(projectDir, ['--memory', '--preview']);
  const browser = await launchChromium();
  try {
    const cloud = new LocalCloudBase(emulator.origin);
    const context = await openPhone(browser);
    const page = await context.newPage();
    const rows = [['first screen, opened cold', 'function calls', 'database round trips', 'median ms']];
    for (const [name, route, words] of SCREENS) {
      const tookMs: number[] = [];
      let calls: Awaited<ReturnType<LocalCloudBase['calls']>> = [];
      for (let round = 0; round < ROUNDS; round++) {
        const before = (await cloud.calls()).length;
        const startedMs = performance.now();
        await openRoute(page, emulator.origin, BUYER, route);
        await topScreen(page).getByText(words).first().waitFor();
        tookMs.push(performance.now() - startedMs);
        calls = (await cloud.calls()).slice(before).filter(({ openid }) => openid === BUYER);
      }
      const trips = calls.reduce((sum, { wire }) => sum + wire.length, 0);
      rows.push([name, String(calls.length), String(trips), median(tookMs).toFixed(0)]);
    }
    printTable('The mini-program, from its address to what it shows (preview, functions warm)', rows);
  } finally {
    await browser.close();
    await emulator.stop();
  }
}

async function benchPackages(projectDir: string): Promise<void> {
  const kilobytes = (bytes: number) => (bytes / 1024).toFixed(0);
  const rows = (await packageSizes(projectDir)).map(({ root, bytes, npmBytes }) => [
    root || 'main',
    kilobytes(bytes),
    kilobytes(npmBytes),
    kilobytes(LIMITS.packageBytes),
  ]);
  printTable('The mini-program’s packages: what can be reached, minified', [
    ['package', 'KB', 'of it TDesign', 'limit KB'],
    ...rows,
  ]);
}
