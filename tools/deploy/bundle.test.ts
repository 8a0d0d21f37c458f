import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { readBundle, shortHash, sizeOf, unpackBundle } from './bundle.ts';

const dir = mkdtempSync(join(tmpdir(), 'houfu-bundle-'));
mkdirSync(join(dir, 'more'));
writeFileSync(join(dir, 'index.js'), 'exports.main = 1');
writeFileSync(join(dir, 'more', '.hidden'), Buffer.from([0, 255]));
afterAll(() => rmSync(dir, { recursive: true }));

describe('a bundle', () => {
  it('is the same as a folder and as a zip, to the last byte', () => {
    const zip = zipSync({
      'index.js': strToU8('exports.main = 1'),
      'more/': new Uint8Array(),
      'more/.hidden': new Uint8Array([0, 255]),
    });
    expect(unpackBundle(zip)).toEqual(readBundle(dir));
    expect([...readBundle(dir).keys()].sort()).toEqual(['index.js', 'more/.hidden']);
  });

  it('has a size, and hashes as other tools make them', () => {
    const bundle = readBundle(dir);
    expect(sizeOf(bundle)).toBe(18);
    const index = bundle.get('index.js');
    expect(index && shortHash(index)).toBe('108cf74eacfe');
  });

  it('must be built', () => expect(() => readBundle(join(dir, 'none'))).toThrow('npm run build'));
});
