import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runAgainst, targetOfParent } from './respawn.ts';
import type { CloudTarget } from './target.ts';
import { jsonLines, temporaryFolder, written } from './testing/program.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const target: CloudTarget = {
  envId: 'env-1',
  region: 'ap-shanghai',
  isLocal: true,
  origin: 'http://127.0.0.1:5300',
  credential: { secretId: 'AKIDx', secretKey: 's3cret' },
  environment: { PATH: process.env['PATH'] ?? '', HOME: folder.dir, OWN: '1' },
  secrets: ['s3cret'],
};

/** A tool that writes down what it was told, and ends with 3. */
const TOOL = `
import { writeFileSync } from 'node:fs';
import { targetOfParent } from ${JSON.stringify(new URL('./respawn.ts', import.meta.url).href)};
const { argv, execArgv } = process;
writeFileSync(argv[2], JSON.stringify({ target: targetOfParent(), commandLine: [...execArgv, ...argv].join(' ') }));
process.exit(3);
`;

describe('a tool that runs again against a target', () => {
  test('is told the target, and passes its exit code on', async () => {
    const told = join(folder.dir, 'told');
    expect(await runAgainst(target, [written(folder.dir, 'tool.mts', TOOL), told])).toBe(3);
    const [{ target: seen, commandLine } = { target: null, commandLine: '' }] = jsonLines<{
      target: CloudTarget | null;
      commandLine: string;
    }>(told);
    expect(seen).toMatchObject({ ...target, environment: target.environment });
    // What that tool starts is told nothing more.
    expect(JSON.stringify(seen?.environment)).not.toContain('s3cret');
    expect(commandLine).not.toContain('s3cret');
  });

  test('is told nothing where it was not started so', () => {
    expect(targetOfParent()).toBeNull();
  });
});
