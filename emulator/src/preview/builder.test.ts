import { expect, test } from 'vitest';
import { Builder } from './builder.ts';
import type { CompiledMiniprogram } from './compile/index.ts';
import type { BuildState } from './state.ts';

const compiled = (app: string, change: Partial<CompiledMiniprogram> = {}): CompiledMiniprogram => ({
  files: new Map([['app.js', Buffer.from(app)]]),
  findings: [],
  components: 1,
  ms: 5.4,
  ...change,
});

/** A builder whose compilations end when the test says so. */
function setUp() {
  const states: BuildState[] = [];
  const pending: PromiseWithResolvers<CompiledMiniprogram>[] = [];
  const builder = new Builder({
    root: '/nowhere',
    compile: () => {
      const one = withResolvers<CompiledMiniprogram>();
      pending.push(one);
      return one.promise;
    },
    onChange: (state) => states.push(state),
  });
  const served = () => Buffer.from(builder.file('app.js') ?? []).toString();
  const build = async (end: (one: PromiseWithResolvers<CompiledMiniprogram>) => void) => {
    builder.build();
    const one = pending.shift();
    if (one) end(one);
    await builder.idle();
  };
  return { builder, states, pending, served, build };
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

test('tells that it builds, and then what came of it', async () => {
  const { states, served, build } = setUp();
  await build((one) => one.resolve(compiled('1')));
  expect(states.map(({ type }) => type)).toEqual(['building', 'built']);
  expect(states[1]).toMatchObject({
    revision: expect.stringMatching(/^[0-9a-f]{16}$/),
    components: 1,
    ms: 5,
  });
  expect(served()).toBe('1');
});

test('a failed build keeps what was built last, and tells why', async () => {
  const { builder, served, build } = setUp();
  await build((one) => one.resolve(compiled('good')));
  const { revision } = builder.state;
  await build((one) => one.reject(new Error('broken')));
  expect(builder.state).toMatchObject({
    type: 'failed',
    revision,
    problems: [{ severity: 'error', file: null, message: 'broken' }],
  });
  expect(served()).toBe('good');
});

test('a finding that is an error fails a build, a warning does not', async () => {
  const { builder, served, build } = setUp();
  const finding = { file: 'a.wxml', line: 1, column: 2, message: 'hm' };
  await build((one) => one.resolve(compiled('1', { findings: [{ ...finding, severity: 'warning' }] })));
  expect(builder.state).toMatchObject({ type: 'built', problems: [finding] });
  await build((one) => one.resolve(compiled('2', { findings: [{ ...finding, severity: 'error' }] })));
  expect(builder.state).toMatchObject({ type: 'failed', problems: [finding] });
  expect(served()).toBe('1');
});

test('the next good build ends a failure', async () => {
  const { builder, build } = setUp();
  await build((one) => one.reject(new Error('broken')));
  await build((one) => one.resolve(compiled('1')));
  expect(builder.state).toMatchObject({ type: 'built', problems: [] });
});

test('a change while it builds makes it build once more, however many there were', async () => {
  const { builder, pending, states } = setUp();
  builder.build();
  builder.build();
  builder.build();
  pending.shift()?.resolve(compiled('1'));
  await expect.poll(() => pending.length).toBe(1);
  pending.shift()?.resolve(compiled('2'));
  await builder.idle();
  expect(pending).toHaveLength(0);
  expect(states.map(({ type }) => type)).toEqual(['building', 'built', 'building', 'built']);
});

test('the same files have the same revision, others another', async () => {
  const { builder, build } = setUp();
  const revisions: unknown[] = [];
  for (const app of ['a', 'a', 'b']) {
    await build((one) => one.resolve(compiled(app)));
    revisions.push(builder.state.revision);
  }
  expect(revisions[1]).toBe(revisions[0]);
  expect(revisions[2]).not.toBe(revisions[0]);
});
