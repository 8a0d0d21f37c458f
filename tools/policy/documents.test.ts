import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { aPolicy } from '../../cloudfunctions/shared/testing/builders.ts';
import { readDocuments, readPolicy } from './documents.ts';

const dir = mkdtempSync(join(tmpdir(), 'houfu-policy-'));
afterAll(() => rmSync(dir, { recursive: true }));

function file(text: string): string {
  const path = join(dir, 'documents.json');
  writeFileSync(path, text);
  return path;
}

describe('a file of documents', () => {
  it.each([
    ['one', '{"a": 1}', [{ a: 1 }]],
    ['one over several lines', '{\n"a": 1\n}\n', [{ a: 1 }]],
    ['a list', '[{"a": 1}, {"a": 2}]', [{ a: 1 }, { a: 2 }]],
    ['one a line, as the console exports them', '{"a": 1}\r\n{"a": 2}\r\n\n', [{ a: 1 }, { a: 2 }]],
    ['nothing', '', []],
  ])('may hold %s', (_what, text, documents) => {
    expect(readDocuments(file(text))).toEqual(documents);
  });

  it('that is no JSON is named with the line', () => {
    expect(() => readDocuments(file('{"a": 1}\n{"a":\n'))).toThrow(/documents\.json is not JSON: see line 2/);
    expect(() => readDocuments(join(dir, 'none'))).toThrow('none is not there');
  });
});

describe('the policy of a file', () => {
  it('is the newest, wherever it stands', () => {
    const policies = [2, 10, 9].map((version) => ({ _id: `policy-${version}`, ...aPolicy({ version }) }));
    expect(readPolicy(file(JSON.stringify(policies)))).toEqual(aPolicy({ version: 10 }));
  });

  it.each([
    ['{}', 'version'],
    ['', 'no valid policy'],
    ['[1]', 'no valid policy'],
    [JSON.stringify(aPolicy({ rollout: { percent: 101 } })), 'rollout.percent'],
    [JSON.stringify(aPolicy({ limits: { floorFen: 100_001 } })), 'limits.floorFen: the floor is above'],
  ])('that is wrong is refused, and the field named: %s', (text, words) => {
    expect(() => readPolicy(file(text))).toThrow(words);
  });
});
