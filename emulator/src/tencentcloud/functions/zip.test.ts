import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../action.ts';
import { deploymentLimits } from './limits.ts';
import { pack, unpack } from './zip.ts';

function refusal(zip: Uint8Array): string {
  try {
    unpack(zip);
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
  return 'taken';
}

const filesIn = (paths: readonly string[]): Uint8Array =>
  zipSync(Object.fromEntries(paths.map((path) => [path, strToU8('x')])));

const packed = 20;
const unpacked = 24;

/** The package, each of its entries saying that it has so many bytes: at `offset` of it, unpacked if not said. */
function saying(zip: Uint8Array, bytes: number, offset = unpacked): Uint8Array {
  const said = Buffer.from(zip);
  const entry = Buffer.from('PK\u0001\u0002');
  for (let at = said.indexOf(entry); at >= 0; at = said.indexOf(entry, at + 1))
    said.writeUInt32LE(bytes, at + offset);
  return said;
}

describe('a package', () => {
  test('is its files, folders being what their paths say', () => {
    const zip = zipSync({
      'index.js': strToU8('a'),
      lib: { 'b.js': strToU8('b') },
      'empty/': new Uint8Array(),
    });
    expect([...unpack(zip)].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['index.js', 'a'],
      ['lib/b.js', 'b'],
    ]);
  });

  test('of the same files is the same, byte for byte', () => {
    const files = new Map([['index.js', Buffer.from('a')]]);
    expect(pack(files).equals(pack(files))).toBe(true);
    expect(unpack(pack(files))).toEqual(new Map([['index.js', new Uint8Array(Buffer.from('a'))]]));
  });

  test.each([
    ['../escape.js'],
    ['lib/../../escape.js'],
    ['/etc/escape.js'],
    ['..\\escape.js'],
    ['C:/escape.js'],
    ['lib//double.js'],
    ['./index.js'],
  ])('that holds %s is refused', (path) => {
    expect(refusal(filesIn(['index.js', path]))).toBe('InvalidParameterValue.ZipFile');
  });

  test('whose file is a folder too is refused', () => {
    expect(refusal(filesIn(['a/b', 'a/b/c']))).toBe('InvalidParameterValue.ZipFile');
  });

  test.each([['no zip at all'], ['']])('must be a zip, not "%s"', (content) => {
    expect(refusal(Buffer.from(content))).toBe('InvalidParameterValue.ZipFile');
  });

  test('that is cut off is refused', () => {
    const zip = filesIn(['index.js', 'b.js']);
    expect(refusal(zip.subarray(0, zip.length - 30))).toBe('InvalidParameterValue.ZipFile');
  });

  test.each([
    ['unpacked', unpacked],
    ['copied', packed],
  ])('that would fill the memory when it is %s is refused before it does', (_how, offset) => {
    const sixth = Math.ceil(deploymentLimits.unpackedBytes / 6);
    const zip = saying(filesIn(['1', '2', '3', '4', '5', '6', '7']), sixth, offset);
    expect(refusal(zip)).toBe('InvalidParameter.RequestTooLarge');
    expect(zip.length).toBeLessThan(1_000);
  });

  test('that holds more than it says gives no more than that', () => {
    const zip = zipSync({ a: new Uint8Array(1_000_000) });
    expect(unpack(saying(zip, 10)).get('a')).toHaveLength(10);
  });
});
