import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundledChromium } from '../../tools/browser/bundledChromium.ts';
import { chromiumPath, type Host } from '../../tools/browser/chromium.ts';

/** A machine on which only these programs are there. */
const host = (about: Partial<Host>, ...programs: string[]): Host => ({
  platform: 'darwin',
  arch: 'arm64',
  env: {},
  exists: (path) => programs.includes(path),
  ...about,
});

describe('the browser', () => {
  const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

  it('is the one that CHROME_PATH names', async () => {
    const env = { CHROME_PATH: '/own/chrome' };
    expect((await chromiumPath(host({ env }, '/own/chrome', chrome))).executablePath).toBe('/own/chrome');
    await expect(chromiumPath(host({ env }, chrome))).rejects.toThrow(
      'CHROME_PATH is /own/chrome, which is not there',
    );
  });

  it.each([
    ['darwin', chrome],
    ['darwin', '/home/lin/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
    ['win32', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
    ['win32', 'C:\\Users\\lin\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe'],
    ['linux', '/usr/bin/chromium'],
  ] as const)('is an installed one: on %s, %s', async (platform, program) => {
    const env = {
      HOME: '/home/lin',
      'PROGRAMFILES(X86)': 'C:\\Program Files (x86)',
      LOCALAPPDATA: 'C:\\Users\\lin\\AppData\\Local',
    };
    expect(await chromiumPath(host({ platform, env }, program))).toEqual({
      executablePath: program,
      env: {},
    });
  });

  it('that is missing is asked for in words', async () => {
    await expect(chromiumPath(host({}))).rejects.toThrow('install Google Chrome, Microsoft Edge or Chromium');
    await expect(chromiumPath(host({ platform: 'linux' }))).rejects.toThrow('set CHROME_PATH');
  });
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'the browser of the npm package',
  () => {
    async function aCache(): Promise<string> {
      const cache = await mkdtemp(join(tmpdir(), 'houfu-chromium-'));
      onTestFinished(() => rm(cache, { recursive: true }));
      return cache;
    }

    it('is unpacked once, by whoever is first, and whole', async () => {
      const cache = await aCache();
      // Of a process that cannot be running any more: process ids end below this.
      await mkdir(join(cache, 'chromium-147.0.0.99999999.x.new'));
      const [one, other] = await Promise.all([bundledChromium(cache), bundledChromium(cache)]);
      expect(one).toEqual(other);
      expect(await readdir(cache)).toEqual([expect.stringMatching(/^chromium-[\d.]+$/)]);
      expect(existsSync(one.executablePath)).toBe(true);
      expect(await readdir(one.env['LD_LIBRARY_PATH'] ?? '')).toContain('libnss3.so');
    });

    it('is taken where an installed one is not wanted', async () => {
      const env = { HOUFU_BROWSER: 'bundled', CHROME_PATH: '/own/chrome' };
      const { executablePath } = await chromiumPath(
        host({ platform: 'linux', arch: 'x64', env }, '/own/chrome'),
      );
      expect(basename(executablePath)).toBe('chromium');
    });
  },
);
