import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { prepareMiniprogram } from './miniprogram.ts';

let projectDir: string;

beforeEach(async () => {
  projectDir = await mkdtemp(join(tmpdir(), 'houfu-miniprogram-'));
  vi.stubEnv('HOUFU_ENV_ID', undefined);
  await write('package.json', JSON.stringify({ dependencies: { '@scope/buttons': '1.0.0' } }));
  await write('node_modules/@scope/buttons/package.json', JSON.stringify({ miniprogram: 'built' }));
  await write('node_modules/@scope/buttons/built/button/button.js', 'Component({})');
  await write('.env.emulator', 'HOUFU_ENV_ID=local-one\n');
  await write('miniprogram/app.json', '{}');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(projectDir, { recursive: true });
});

async function write(file: string, contents: string): Promise<void> {
  const path = join(projectDir, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}

const read = (file: string) => readFile(join(projectDir, file), 'utf8');
const PACKAGES = 'miniprogram/miniprogram_npm';

describe('the npm packages of the mini-program', () => {
  it('are the built files of what package.json depends on', async () => {
    await prepareMiniprogram(projectDir);
    expect(await read(`${PACKAGES}/@scope/buttons/button/button.js`)).toBe('Component({})');
    expect(await readdir(join(projectDir, PACKAGES, '@scope/buttons'))).toEqual(['button']);
  });

  it('are removed when nothing depends on them any more, files and packages', async () => {
    await write(`${PACKAGES}/@scope/buttons/button/old.js`, '');
    await write(`${PACKAGES}/@scope/gone/index.js`, '');
    await write(`${PACKAGES}/gone/index.js`, '');
    await prepareMiniprogram(projectDir);
    expect(await readdir(join(projectDir, PACKAGES), { recursive: true })).toEqual([
      '@scope',
      join('@scope', 'buttons'),
      join('@scope', 'buttons', 'button'),
      join('@scope', 'buttons', 'button', 'button.js'),
    ]);
  });

  it('follow the package, and are left alone while it is the same', async () => {
    await write('node_modules/@scope/buttons/built/same.js', 'same');
    await prepareMiniprogram(projectDir);
    const before = await stat(join(projectDir, PACKAGES, '@scope/buttons/same.js'));
    await write('node_modules/@scope/buttons/built/button/button.js', 'changed');
    await prepareMiniprogram(projectDir);
    expect(await read(`${PACKAGES}/@scope/buttons/button/button.js`)).toBe('changed');
    const after = await stat(join(projectDir, PACKAGES, '@scope/buttons/same.js'));
    expect(after.ino).toBe(before.ino);
  });

  it('must be installed', async () => {
    await rm(join(projectDir, 'node_modules'), { recursive: true });
    await expect(prepareMiniprogram(projectDir)).rejects.toThrow('@scope/buttons is not installed: npm ci');
  });

  it('must be made for mini-programs: all else is a devDependency', async () => {
    await write('node_modules/@scope/buttons/package.json', '{}');
    await expect(prepareMiniprogram(projectDir)).rejects.toThrow('belongs in devDependencies');
  });
});

describe('the environment that the mini-program speaks with', () => {
  const environment = async (): Promise<string> => {
    await prepareMiniprogram(projectDir);
    // Node takes it as what esbuild and WeChat take it for: an ES module.
    const script = await read('miniprogram/environment.js');
    const { ENV_ID } = await import(`data:text/javascript,${encodeURIComponent(script)}`);
    return ENV_ID;
  };

  it('is the local one if no other is named', async () => {
    await write('.env', 'HOUFU_ENV_ID=\n');
    expect(await environment()).toBe('local-one');
  });

  it('is that of .env, which is deployed to', async () => {
    await write('.env', 'HOUFU_ENV_ID=shop-3g4k5l\n');
    expect(await environment()).toBe('shop-3g4k5l');
  });

  it('is that of the shell before all others', async () => {
    await write('.env', 'HOUFU_ENV_ID=shop-3g4k5l\n');
    vi.stubEnv('HOUFU_ENV_ID', 'shop-test');
    expect(await environment()).toBe('shop-test');
  });

  it('must be named somewhere, and be an id', async () => {
    await write('.env.emulator', '');
    await expect(prepareMiniprogram(projectDir)).rejects.toThrow('HOUFU_ENV_ID is neither set nor in .env');
    vi.stubEnv('HOUFU_ENV_ID', "shop'; more()");
    await expect(prepareMiniprogram(projectDir)).rejects.toThrow('HOUFU_ENV_ID is no environment id');
    expect(existsSync(join(projectDir, 'miniprogram/environment.js'))).toBe(false);
  });
});

it('a project without its mini-program is not prepared', async () => {
  await rm(join(projectDir, 'miniprogram'), { recursive: true });
  await expect(prepareMiniprogram(projectDir)).rejects.toThrow('miniprogram/ is not there');
});
