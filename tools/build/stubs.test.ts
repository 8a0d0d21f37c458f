import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlipaySdk } from 'alipay-sdk';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stubUnusedParts } from './stubs.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'houfu-stubs-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A bundle of these lines, as functions are bundled, loaded; and the packages that are in it. */
async function bundled<T>(contents: string): Promise<{ readonly loaded: T; readonly packages: Set<string> }> {
  const outfile = join(folder, 'index.cjs');
  const { metafile } = await esbuild.build({
    stdin: { contents, resolveDir: process.cwd() },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    metafile: true,
    plugins: [stubUnusedParts()],
  });
  const load = createRequire(join(folder, 'x.cjs'));
  const packages = Object.keys(metafile.inputs).map(
    (path) => /.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1],
  );
  return { loaded: load(outfile), packages: new Set(packages.filter((name) => name !== undefined)) };
}

describe('Alipay’s library in a bundle', () => {
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const config = { appId: '2021000000000001', keyType: 'PKCS8', privateKey } as const;
  const request = {
    timestamp: '2026-03-01 10:00:00',
    bizContent: { subject: '后付', creditTradeScene: 'X' },
  };
  const asIs = { bizContentAutoSnakeCase: false };
  let parts: Awaited<ReturnType<typeof bundled<{ AlipaySdk: typeof AlipaySdk }>>>;
  beforeAll(async () => {
    parts = await bundled("export { AlipaySdk } from 'alipay-sdk';");
  });

  it('signs as the whole library does', () => {
    const signed = new parts.loaded.AlipaySdk(config).sdkExecute('alipay.trade.pay', request, asIs);
    expect(signed).toBe(new AlipaySdk(config).sdkExecute('alipay.trade.pay', request, asIs));
  });

  it('is without what Houfu does not use', () => {
    for (const left of ['urllib', 'undici', 'formstream', 'sse-decoder', '@fidm/x509', 'bignumber.js'])
      expect([...parts.packages]).not.toContain(left);
  });

  it('says what is left out once somebody wants it', async () => {
    const sdk = new parts.loaded.AlipaySdk(config);
    await expect(sdk.exec('alipay.trade.query', request)).rejects.toThrow(
      'exec(), curl() is not part of this bundle (tools/build/stubs.ts)',
    );
  });
});
