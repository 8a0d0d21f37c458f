import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDotenv, readEnvironment } from './dotenv.ts';

test('a file holds names and values, with comments and quotes', () => {
  const text =
    '# comment\nA=1\nexport B = two words # not this\r\nC="a # b"\nD=\'x\'\nE=\n\nF=a#b\nno line\nG=a=b';
  expect(parseDotenv(text)).toEqual({
    A: '1',
    B: 'two words',
    C: 'a # b',
    D: 'x',
    E: '',
    F: 'a#b',
    G: 'a=b',
  });
});

test('later sources win: .env, .env.local, the services’ own, .env.<mode>, the process', () => {
  const dir = mkdtempSync(join(tmpdir(), 'emulator-dotenv-'));
  try {
    const names = ['V1', 'V2', 'V3', 'V4', 'V5'];
    const from = (source: string, first: number) => names.slice(first).map((name) => [name, source] as const);
    const file = (name: string, first: number) =>
      writeFileSync(
        join(dir, name),
        from(name, first)
          .map((pair) => pair.join('='))
          .join('\n'),
      );
    file('.env', 0);
    file('.env.local', 1);
    file('.env.test', 3);
    file('.env.prod', 0);
    const processEnv = { ...Object.fromEntries(from('process', 4)), UNSET: undefined };
    expect(readEnvironment(dir, 'test', processEnv, Object.fromEntries(from('own', 2)))).toEqual({
      V1: '.env',
      V2: '.env.local',
      V3: 'own',
      V4: '.env.test',
      V5: 'process',
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
});
