import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PreviewState } from '../src/preview/state.ts';
import { write } from './project.ts';
import { type Running, start } from './start.ts';

/** Compiling takes its time where other tests run beside. */
const patiently = { timeout: 20_000 };

let root = '';
let emulator: Running;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'preview-'));
  write(root, 'app.json', { pages: ['pages/a/a'] });
  write(root, 'pages/a/a.js', 'Page({ data: { text: "first" } })');
  write(root, 'pages/a/a.wxml', '<view>{{text}}</view>');
  write(root, 'logo.svg', '<svg/>');
  const personas = [{ openid: 'o-lin', name: '买家 林小满', role: 'buyer' }];
  emulator = await start({ functions: {}, personas }, { preview: { root } });
});
afterEach(async () => {
  await emulator.end();
  rmSync(root, { recursive: true });
});

const state = async () => (await emulator.get('/_preview/state')).body as PreviewState;
/** The state once it is another than `before`, and nothing is being built. */
async function stateAfter(before: PreviewState | null): Promise<PreviewState> {
  let now = await state();
  const isSettled = async (): Promise<boolean> => {
    now = await state();
    return now.type !== 'building' && (now.type !== before?.type || now.revision !== before.revision);
  };
  await expect.poll(isSettled, patiently).toBe(true);
  return now;
}
const load = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(emulator.origin + path, { headers });
  const { status, headers: answered } = response;
  return { status, type: answered.get('content-type'), headers: answered, text: await response.text() };
};
/** Unlike `fetch` it sends the path as it is. */
const statusOfRaw = (path: string, headers: Record<string, string> = {}) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(emulator.origin);
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('the preview', () => {
  test('has the panel at /, which loads nothing from elsewhere', async () => {
    const panel = await load('/');
    expect(panel).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(panel.headers.get('content-security-policy')).toContain("default-src 'self'");
    const links = [...panel.text.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, link]) => link ?? '');
    expect(links).toHaveLength(3);
    for (const link of links) expect(await load(link)).toMatchObject({ status: 200 });
  });

  test('tells what it shows, and to whom it can be shown', async () => {
    expect(await stateAfter(null)).toMatchObject({
      type: 'built',
      components: 1,
      problems: [],
      personas: [{ openid: 'o-lin', name: '买家 林小满', role: 'buyer' }],
    });
  });

  test('has a phone whose page loads the runtime and the mini-program, in this order', async () => {
    await stateAfter(null);
    const { text } = await load('/_preview/phone/?openid=o-lin');
    const links = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link ?? '');
    const names = links.map((link) => link.split('/').at(-1));
    expect(names.slice(1)).toEqual([
      'index.css',
      'phone.css',
      'runtime.css',
      'app.css',
      'phone.js',
      'runtime.js',
      'app.js',
    ]);
    for (const link of links.slice(1)) {
      const path = link.startsWith('/') ? link : `/_preview/phone/${link}`;
      expect(await load(path)).toMatchObject({ status: 200, type: expect.stringMatching(/css|javascript/) });
    }
  });

  test('serves files of the mini-program, which a browser must ask for anew each time', async () => {
    await stateAfter(null);
    const first = await load('/_preview/phone/logo.svg');
    expect(first).toMatchObject({ status: 200, type: 'image/svg+xml', text: '<svg/>' });
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const tag = first.headers.get('etag') ?? '';
    expect(await load('/_preview/phone/logo.svg', { 'if-none-match': tag })).toMatchObject({ status: 304 });
    expect((await load('/_preview/phone/')).headers.get('cache-control')).toBe('no-store');
  });

  test('has a Chinese font, which a browser may keep', async () => {
    const styles = /href="([^"]*font-[^"]*)"/.exec((await load('/')).text)?.[1] ?? '';
    const { text } = await load(styles);
    const file = /url\(\.\/(files\/[^)]*\.woff2)\)/.exec(text)?.[1] ?? '';
    const font = await load(styles.replace('index.css', file));
    expect(font).toMatchObject({ status: 200, type: 'font/woff2' });
    expect(font.headers.get('cache-control')).toContain('immutable');
  });

  test('builds anew after a change', async () => {
    const before = await stateAfter(null);
    write(root, 'pages/a/a.js', 'Page({ data: { text: "second" } })');
    expect(await stateAfter(before)).toMatchObject({ type: 'built' });
    expect((await load('/_preview/phone/app.js')).text).toContain('second');
  });

  test('keeps what was built last when a build fails, and tells where and why', async () => {
    const before = await stateAfter(null);
    write(root, 'pages/a/a.wxml', '<view>\n<text>{{text}}</view>');
    const failed = await stateAfter(before);
    expect(failed).toMatchObject({ type: 'failed', revision: before.revision });
    const [problem] = failed.problems;
    expect(problem).toMatchObject({ severity: 'error', file: 'pages/a/a.wxml', line: expect.any(Number) });
    expect(problem?.excerpt?.lines).toContain('<text>{{text}}</view>');
    expect((await load('/_preview/phone/app.js')).text).toContain('first');
    write(root, 'pages/a/a.wxml', '<view>{{text}}</view>');
    expect(await stateAfter(failed)).toMatchObject({ type: 'built', problems: [] });
  });

  test('tells who listens how it is, and then what happens', async () => {
    const before = await stateAfter(null);
    const response = await fetch(`${emulator.origin}/_preview/events`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const hear = async (word: string) => {
      while (!heard.includes(word)) heard += (await reader?.read())?.value;
    };
    await hear(`"revision":"${before.revision}"`);
    write(root, 'pages/a/a.js', 'Page({ data: { text: "second" } })');
    await hear('"type":"building"');
    await reader?.cancel();
  });

  test('tells nothing to those who listen already when another begins to', async () => {
    await stateAfter(null);
    const listen = async () => {
      const { body } = await fetch(`${emulator.origin}/_preview/events`);
      return body?.pipeThrough(new TextDecoderStream()).getReader();
    };
    const first = await listen();
    await first?.read();
    const second = await listen();
    await second?.read();
    write(root, 'pages/a/a.js', 'Page({ data: { text: "second" } })');
    expect((await first?.read())?.value).toContain('"type":"building"');
    await Promise.all([first?.cancel(), second?.cancel()]);
  });

  test.each([
    '/_preview/assets/..%2fcli.js',
    '/_preview/assets/../cli.js',
    '/_preview/assets/%2e%2e/cli.js',
    '/_preview/assets/font-5.3.1/..%2fpackage.json',
    '/_preview/assets/font-5.3.1/files/..%2f..%2fpackage.json',
    '/_preview/assets/font-5.3.1/package.json',
    '/_preview/assets/..',
    '/_preview/phone/../../package.json',
    '/_preview/phone/..%2fapp.json',
    '/_preview/phone/pages/a/a.wxml',
    '/_preview/phone/%00',
  ])('gives nothing for %s', async (path) => {
    await stateAfter(null);
    expect(await statusOfRaw(path)).toBe(404);
  });

  test('refuses other web pages', async () => {
    const headers = { origin: 'https://evil.example' };
    for (const path of ['/', '/_preview/phone/', '/_preview/state', '/_preview/events']) {
      expect(await statusOfRaw(path, headers)).toBe(403);
    }
  });
});

test('there is none unless it is asked for', async () => {
  const plain = await start({ functions: {} });
  try {
    expect((await plain.get('/')).status).toBe(405);
  } finally {
    await plain.end();
  }
});

test('a mini-program that is missing does not keep the emulator from starting, and is shown when it comes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  const late = await start({ functions: {} }, { preview: { root: join(folder, 'mini') } });
  try {
    const lateState = async () => (await late.get('/_preview/state')).body;
    await expect.poll(lateState, patiently).toMatchObject({ type: 'failed', revision: null });
    expect(await (await fetch(`${late.origin}/_preview/phone/`)).text()).not.toContain('app.js');
    write(folder, 'mini/app.json', { pages: ['a'] });
    write(folder, 'mini/a.js', 'Page({})');
    write(folder, 'mini/a.wxml', '<view/>');
    await expect.poll(lateState, patiently).toMatchObject({ type: 'built' });
  } finally {
    await late.end();
    rmSync(folder, { recursive: true });
  }
});
