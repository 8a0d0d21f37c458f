import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');
const MAX_LINES = 300;

/** Files that git knows of or would take, relative to the root. */
async function sources(): Promise<string[]> {
  const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  return stdout.split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
}

/** What a file imports from this project, relative to the root. */
function importsOf(file: string, text = readFileSync(join(root, file), 'utf8')): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map(([, path = '']) =>
    relative(root, resolve(root, dirname(file), path)),
  );
}

describe('the house', () => {
  let typescript: string[];
  beforeAll(async () => {
    typescript = (await sources()).filter((file) => file.endsWith('.ts'));
  });

  /** Files below `from` that import something which `allowed` does not. */
  function strays(from: string, allowed: (imported: string) => boolean): string[] {
    return typescript
      .filter((file) => file.startsWith(from) && !file.endsWith('.test.ts') && !file.includes('/testing/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((one) => !allowed(one))
          .map((one) => `${file} imports ${one}`),
      );
  }
  const below =
    (...folders: string[]) =>
    (file: string) =>
      folders.some((folder) => file.startsWith(folder));

  it('has a domain that imports nothing but itself', () => {
    const domain = 'cloudfunctions/shared/domain/';
    expect(strays(domain, below(domain))).toEqual([]);
    const packages = typescript
      .filter((file) => file.startsWith(domain) && !file.endsWith('.test.ts'))
      .filter((file) => /from '[^.]/.test(readFileSync(join(root, file), 'utf8')));
    expect(packages).toEqual([]);
  });

  it('has use cases that know the domain, the contract and the shape of a channel only', () => {
    const shared = 'cloudfunctions/shared/';
    const allowed = below(
      `${shared}domain/`,
      `${shared}contract/`,
      `${shared}usecases/`,
      `${shared}channels/channel.ts`,
    );
    expect(strays(`${shared}usecases/`, allowed)).toEqual([]);
  });

  it('asks no channel for its name but in the folders of the channels: what it can is declared', () => {
    const asking = typescript
      .filter(
        (file) => below('cloudfunctions/', 'miniprogram/', 'tools/')(file) && !file.endsWith('.test.ts'),
      )
      .filter((file) => !file.startsWith('cloudfunctions/shared/channels/'))
      .filter((file) => /[!=]==? *'(wechatpay|alipay)'/.test(readFileSync(join(root, file), 'utf8')));
    expect(asking).toEqual([]);
  });

  it('keeps emulator and product apart', () => {
    expect(strays('emulator/', below('emulator/'))).toEqual([]);
    expect(strays('cloudfunctions/', below('cloudfunctions/'))).toEqual([]);
    const mentions = typescript.filter(
      (file) =>
        file.startsWith('cloudfunctions/') && /emulator/i.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(mentions).toEqual([]);
  });

  it('ships with the mini-program nothing from outside of it: types only', () => {
    const values = typescript
      .filter((file) => below('miniprogram/')(file) && !file.endsWith('.test.ts'))
      .flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8').replace(/(import|export) type [^']*'[^']*'/g, '');
        return importsOf(file, text).map((one) => `${file} imports ${one}`);
      })
      .filter((one) => !one.includes(' imports miniprogram/'));
    expect(values).toEqual([]);
  });

  it('never has both SDKs in one bundle: they share a global', () => {
    const reached = new Set(['cloudfunctions/sendNotice/index.ts']);
    for (const file of reached) for (const one of importsOf(file)) reached.add(one);
    const users = (sdk: string) =>
      typescript.filter(
        (file) =>
          below('cloudfunctions/')(file) &&
          !file.endsWith('.test.ts') &&
          readFileSync(join(root, file), 'utf8').includes(`from '${sdk}'`),
      );
    expect(users('wx-server-sdk')).toEqual(['cloudfunctions/sendNotice/wechat.ts']);
    expect(users('@cloudbase/node-sdk').filter((file) => reached.has(file))).toEqual([]);
  });

  it('has cloud functions, tests included, that know nothing of the emulator', () => {
    const functions = typescript.filter((file) => file.startsWith('cloudfunctions/'));
    expect(functions.length).toBeGreaterThan(300);
    const knowing = functions.filter((file) => readFileSync(join(root, file), 'utf8').includes('emulator'));
    expect(knowing).toEqual([]);
  });

  it(`has no source file above ${MAX_LINES} lines`, () => {
    const long = typescript.filter(
      (file) => readFileSync(join(root, file), 'utf8').split('\n').length > MAX_LINES,
    );
    expect(long).toEqual([]);
  });

  it('leaves no placeholder in a README', async () => {
    const readmes = (await sources()).filter((file) => /README.*\.md$/.test(file));
    expect(readmes.filter((file) => readFileSync(join(root, file), 'utf8').includes('<!--'))).toEqual([]);
  });

  it('fits a small plan: at most 14 functions and 12 collections', () => {
    const { functions } = JSON.parse(readFileSync(join(root, 'cloudbaserc.json'), 'utf8'));
    const { collections } = JSON.parse(readFileSync(join(root, 'database/collections.json'), 'utf8'));
    expect(functions.length).toBeLessThanOrEqual(14);
    expect(collections.length).toBeLessThanOrEqual(12);
  });
});

describe('the product without its emulator', () => {
  const copy = mkdtempSync(join(tmpdir(), 'houfu-without-emulator-'));
  afterAll(() => rmSync(copy, { recursive: true }));

  it('type-checks, builds and passes its unit tests', async () => {
    for (const file of await sources()) {
      if (!file.startsWith('emulator/')) cpSync(join(root, file), join(copy, file));
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    const bin = (name: string) => join(root, 'node_modules', name);
    const node = (...args: string[]) => run(process.execPath, args, { cwd: copy });
    await node(bin('typescript/bin/tsc'), '--noEmit');
    await node(bin('typescript/bin/tsc'), '--noEmit', '--project', 'miniprogram');
    await node(bin('typescript/bin/tsc'), '--noEmit', '--project', 'miniprogram/tsconfig.test.json');
    await node(bin('tsx/dist/cli.mjs'), 'tools/build.ts');
    // What is below cloudfunctions/ knows nothing of what is missing, as is shown above; it runs beside this test.
    await node(bin('vitest/vitest.mjs'), 'run', '--project', 'unit', 'tools', 'database', 'miniprogram');
    expect(existsSync(join(copy, 'dist/cloudfunctions/settle/index.js'))).toBe(true);
  }, 420_000);
});
