import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildFunctions, functionNames } from './functions.ts';

let projectDir: string;

beforeEach(async () => {
  projectDir = await mkdtemp(join(tmpdir(), 'houfu-build-'));
});

afterEach(() => rm(projectDir, { recursive: true }));

/** A project of these folders, whose cloudbaserc.json lists these functions. */
async function aProject(listed: readonly string[], folders: readonly string[] = listed): Promise<void> {
  const functions = listed.map((name) => ({ name }));
  await writeFile(join(projectDir, 'cloudbaserc.json'), JSON.stringify({ functions }));
  await mkdir(join(projectDir, 'cloudfunctions', 'shared'), { recursive: true });
  await writeFile(
    join(projectDir, 'cloudfunctions', 'shared', 'name.ts'),
    'export const shared = "shared";\n',
  );
  for (const name of folders) {
    const folder = join(projectDir, 'cloudfunctions', name);
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, 'index.ts'),
      `import { shared } from '../shared/name.ts';\nexport const main = (): string => shared + ' ${name}';\n`,
    );
  }
}

describe('the functions of a project', () => {
  it('are those that cloudbaserc.json lists and cloudfunctions/ holds', async () => {
    await aProject(['settle', 'createOrder']);
    await writeFile(join(projectDir, 'cloudfunctions', 'README.md'), 'not a function');
    expect(functionNames(projectDir)).toEqual(['settle', 'createOrder']);
  });

  it('must not be listed without a folder', async () => {
    await aProject(['settle', 'setle'], ['settle']);
    expect(() => functionNames(projectDir)).toThrow('setle has no folder in cloudfunctions/');
  });

  it('must not have a folder without being listed', async () => {
    await aProject(['settle'], ['settle', 'forgotten']);
    expect(() => functionNames(projectDir)).toThrow('forgotten is not in cloudbaserc.json');
  });

  it('differ by every name at once', async () => {
    await aProject(['a', 'b'], ['c']);
    expect(() => functionNames(projectDir)).toThrow(
      'a has no folder in cloudfunctions/; b has no folder in cloudfunctions/; c is not in cloudbaserc.json',
    );
  });

  it('of this repository are the same in both places', () => {
    expect(functionNames(process.cwd()).length).toBeLessThanOrEqual(14);
  });
});

describe('the build', () => {
  it('makes one file of each function that stands alone', async () => {
    await aProject(['settle', 'createOrder']);
    await buildFunctions(projectDir);
    const load = createRequire(join(projectDir, 'x.cjs'));
    for (const name of ['settle', 'createOrder']) {
      const { main }: { main: () => string } = load(
        join(projectDir, 'dist/cloudfunctions', name, 'index.js'),
      );
      expect(main()).toBe(`shared ${name}`);
    }
    expect(existsSync(join(projectDir, 'dist/cloudfunctions/shared'))).toBe(false);
  });

  it("puts a function's permissions beside it, and takes them away with their file", async () => {
    await aProject(['settle', 'sendNotice']);
    const config = join(projectDir, 'cloudfunctions/sendNotice/config.json');
    const built = (name: string) => join(projectDir, 'dist/cloudfunctions', name, 'config.json');
    await writeFile(config, '{"permissions":{"openapi":["subscribeMessage.send"]}}');
    await buildFunctions(projectDir);
    expect(await readFile(built('sendNotice'))).toEqual(await readFile(config));
    expect(existsSync(built('settle'))).toBe(false);
    await rm(config);
    await buildFunctions(projectDir);
    expect(existsSync(built('sendNotice'))).toBe(false);
  });

  it('removes what is no function any more', async () => {
    await aProject(['settle']);
    await mkdir(join(projectDir, 'dist/cloudfunctions/old'), { recursive: true });
    await buildFunctions(projectDir);
    expect(existsSync(join(projectDir, 'dist/cloudfunctions/old'))).toBe(false);
  });

  it('touches nothing if the names differ', async () => {
    await aProject(['settle', 'gone'], ['settle']);
    await mkdir(join(projectDir, 'dist/cloudfunctions/old'), { recursive: true });
    await expect(buildFunctions(projectDir)).rejects.toThrow('gone');
    expect(existsSync(join(projectDir, 'dist/cloudfunctions/old'))).toBe(true);
  });

  it('fails on a function that does not compile', async () => {
    await aProject(['settle']);
    await writeFile(join(projectDir, 'cloudfunctions/settle/index.ts'), "import './missing.ts';\n");
    await expect(buildFunctions(projectDir)).rejects.toThrow('missing.ts');
  });
});
