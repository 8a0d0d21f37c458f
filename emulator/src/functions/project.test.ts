import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Fixture, write, writeProject } from '../../tests/project.ts';
import { readProject } from './project.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function read(config: Fixture['config'], env: Record<string, string> = {}) {
  const { dir, remove } = writeProject({ config: config ?? {} });
  cleanups.push(remove);
  return { dir, ...readProject(dir, env) };
}

describe('cloudbaserc.json', () => {
  test('gives each function what the CLI would give it', () => {
    const { dir, functions } = read({ functions: [{ name: 'f' }] });
    expect(functions).toEqual([
      {
        name: 'f',
        folder: join(dir, 'dist/f'),
        file: join(dir, 'dist/f/index.js'),
        exportName: 'main',
        handler: 'index.main',
        runtime: 'Nodejs18.15',
        timeoutMs: 10_000,
        memoryMb: 256,
        variables: {},
        triggers: [],
        path: null,
      },
    ]);
  });

  test('merges functionDefaultConfig under each function, objects key by key', () => {
    const { functions } = read({
      functionDefaultConfig: { timeout: 20, memorySize: 512, envVariables: { A: '1', B: '1' } },
      functions: [
        { name: 'f', timeout: 5, handler: 'app.run', path: '/f/', envVariables: { B: '2' } },
        { name: 'g' },
      ],
    });
    expect(functions).toMatchObject([
      { timeoutMs: 5000, memoryMb: 512, exportName: 'run', path: '/f', variables: { A: '1', B: '2' } },
      { timeoutMs: 20_000, memoryMb: 512, variables: { A: '1', B: '1' } },
    ]);
    expect(functions[0]?.file).toMatch(/app\.js$/);
  });

  test('is rendered, the environment id first', () => {
    const functions = [{ name: 'f', envVariables: { URL: 'https://{{tcb.envId}}.example/{{env.X}}' } }];
    const project = read({ envId: '{{env.ENV_ID}}', functions }, { ENV_ID: 'e-1', X: 'x' });
    expect(project.envId).toBe('e-1');
    expect(project.functions[0]?.variables).toEqual({ URL: 'https://e-1.example/x' });
  });

  test.each<[string, Fixture['config'], RegExp]>([
    [
      'variables above 4 KB',
      { functions: [{ name: 'f', envVariables: { A: 'x'.repeat(4096) } }] },
      /function f have 4097 bytes/,
    ],
    [
      'JSON text as a variable',
      { functions: [{ name: 'f', envVariables: { A: '[1,2]' } }] },
      /A of function f.*JSON/,
    ],
    ['a name that leaves the folder', { functions: [{ name: '../f' }] }, /"\.\.\/f"/],
    ['one name twice', { functions: [{ name: 'f' }, { name: 'f' }] }, /f is declared twice/],
    ['a time-out that is none', { functions: [{ name: 'f', timeout: 'long' }] }, /timeout of function f/],
    ['no memory', { functions: [{ name: 'f', memorySize: 0 }] }, /memorySize of function f/],
    [
      'a trigger of another type',
      { functions: [{ name: 'f', triggers: [{ type: 'cos', name: 'x' }] }] },
      /no timer/,
    ],
    ['a relative path', { functions: [{ name: 'f', path: 'pay' }] }, /must start with/],
    ['functions that are no list', { functions: { f: {} } }, /must be a list/],
  ])('with %s is refused', (_what, config, message) => {
    expect(() => read(config)).toThrow(message);
  });

  test('that is no object is refused by its path', () => {
    const { dir } = read({});
    write(dir, 'cloudbaserc.json', '[]');
    expect(() => readProject(dir, {})).toThrow(join(dir, 'cloudbaserc.json'));
  });
});
