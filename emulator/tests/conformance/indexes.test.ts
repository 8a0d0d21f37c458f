import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pointSdksAt } from '../../src/http/test-support.ts';
import { type Emulator, startEmulator } from '../../src/server.ts';
import { write, writeProject } from '../project.ts';
import { failure } from './environment.ts';

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
type Any = any;

const DUPLICATE = {
  code: expect.stringMatching(/^DATABASE_(REQUEST_FAILED|DUPLICATE_WRITE)$/),
  message: expect.stringMatching(/E11000 duplicate key error/),
};

function index(name: string, fields: readonly string[], options: object): object {
  return { name, unique: true, ...options, keys: fields.map((field) => ({ name: field, direction: '1' })) };
}

const COLLECTIONS = [
  {
    collectionName: 'orders',
    createIndexes: [index('no', ['no'], { sparse: true }), index('user_day', ['user', 'day'], {})],
  },
  { collectionName: 'users', createIndexes: [index('phone', ['phone'], {})] },
  { collectionName: 'tags', createIndexes: [index('tags', ['tags'], {})] },
];

let emulator: Emulator;
let remove: () => void;
let db: Any;

beforeAll(async () => {
  const project = writeProject({ config: { envId: 'local-env' } });
  remove = project.remove;
  write(project.dir, 'database/collections.json', { collections: COLLECTIONS });
  emulator = await startEmulator({ projectDir: project.dir, port: 0, dataDir: null, env: {} });
  pointSdksAt(emulator.origin);
  const { default: tcb } = await import('@cloudbase/node-sdk');
  db = tcb.init({ env: 'local-env' }).database();
});

afterAll(async () => {
  await emulator.stop();
  remove();
});

beforeEach(async () => {
  for (const { collectionName } of COLLECTIONS) {
    await db
      .collection(collectionName)
      .where({ _id: db.command.exists(true) })
      .remove();
  }
});

async function ids(name: string): Promise<unknown[]> {
  return (await db.collection(name).orderBy('_id', 'asc').get()).data.map(({ _id }: Any) => _id);
}

// https://www.mongodb.com/docs/manual/core/index-unique/
describe('unique indexes', () => {
  test('refuse a second document with the value', async () => {
    await db.collection('users').add({ _id: 1, phone: '138' });
    expect(await failure(db.collection('users').add({ _id: 2, phone: '138' }))).toMatchObject(DUPLICATE);
    await db.collection('users').add({ _id: 3, phone: '139' });
    expect(await ids('users')).toEqual([1, 3]);
  });

  test('take a missing value for null, of which there can be one', async () => {
    await db.collection('users').add({ _id: 1 });
    expect(await failure(db.collection('users').add({ _id: 2, phone: null }))).toMatchObject(DUPLICATE);
  });

  test('leave documents without the field alone, if they are sparse', async () => {
    await db.collection('orders').add([
      { _id: 1, user: 'a', day: 1 },
      { _id: 2, user: 'a', day: 2 },
    ]);
    await db.collection('orders').add({ _id: 3, user: 'a', day: 3, no: 'N1' });
    expect(await failure(db.collection('orders').add({ _id: 4, user: 'a', day: 4, no: 'N1' }))).toMatchObject(
      DUPLICATE,
    );
    expect(await ids('orders')).toEqual([1, 2, 3]);
  });

  test('over two fields: one sign-in a user and day', async () => {
    const signIn = (user: string, day: string) =>
      db
        .collection('orders')
        .add({ user, day })
        .then(
          () => true,
          () => false,
        );
    expect(
      await Promise.all([signIn('a', '01'), signIn('a', '01'), signIn('a', '02'), signIn('b', '01')]),
    ).toEqual([true, false, true, true]);
  });

  test('hold for update, set and several updates at once', async () => {
    await db.collection('users').add([
      { _id: 1, phone: '1' },
      { _id: 2, phone: '2' },
    ]);
    const user = db.collection('users').doc(2);
    expect(await failure(user.update({ phone: '1' }))).toMatchObject(DUPLICATE);
    expect(await failure(user.set({ phone: '1' }))).toMatchObject(DUPLICATE);
    expect(
      await failure(db.collection('users').where({ _id: 2 }).update({ phone: '1', n: 1 })),
    ).toMatchObject(DUPLICATE);
    expect((await user.get()).data).toEqual([{ _id: 2, phone: '2' }]);
    expect((await user.update({ phone: '2', n: 1 })).updated).toBe(1);
  });

  test('free the value with its document', async () => {
    await db.collection('users').add({ _id: 1, phone: '1' });
    await db.collection('users').doc(1).update({ phone: '9' });
    await db.collection('users').add({ _id: 2, phone: '1' });
    await db.collection('users').doc(2).remove();
    await db.collection('users').add({ _id: 3, phone: '1' });
    expect(await ids('users')).toEqual([1, 3]);
  });

  test('on arrays hold for each element, but not inside one document', async () => {
    await db.collection('tags').add({ _id: 1, tags: ['a', 'a', 'b'] });
    expect(await failure(db.collection('tags').add({ _id: 2, tags: ['c', 'b'] }))).toMatchObject(DUPLICATE);
    await db.collection('tags').add({ _id: 3, tags: ['c'] });
    expect(await ids('tags')).toEqual([1, 3]);
  });

  test('hold inside a transaction, and against what another one committed', async () => {
    await db.collection('users').add({ _id: 1, phone: '1' });
    const taken = db.runTransaction((transaction: Any) =>
      transaction.collection('users').add({ _id: 2, phone: '1' }),
    );
    expect(await failure(taken)).toMatchObject(DUPLICATE);
    const [one, two] = [await db.startTransaction(), await db.startTransaction()];
    await one.collection('users').add({ _id: 3, phone: '3' });
    const results = [
      two
        .collection('users')
        .add({ _id: 4, phone: '3' })
        .then(() => two.commit()),
      one.commit(),
    ].map((promise) =>
      promise.then(
        () => 'done',
        () => 'failed',
      ),
    );
    expect((await Promise.all(results)).sort()).toEqual(['done', 'failed']);
    expect((await db.collection('users').where({ phone: '3' }).count()).total).toBe(1);
  });

  test('order numbers: the next one is tried until it is free', async () => {
    const place = async (user: string): Promise<string> => {
      for (let n = 1; ; n += 1) {
        const no = `20240501-${n}`;
        const added = await db
          .collection('orders')
          .add({ no, user, day: no })
          .catch((error: Any) => error);
        if (added.id) return no;
        expect(added).toMatchObject(DUPLICATE);
      }
    };
    const numbers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(place));
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5].map((n) => `20240501-${n}`));
  });

  test('queries that an index serves find the same as a scan', async () => {
    await db
      .collection('users')
      .add([1, '1', null, new Date(1), true, [5, 6]].map((phone, _id) => ({ _id: _id + 1, phone })));
    const found = async (phone: unknown) =>
      (await db.collection('users').where({ phone }).get()).data.map(({ _id }: Any) => _id);
    expect(await found(1)).toEqual([1]);
    expect(await found('1')).toEqual([2]);
    expect(await found(null)).toEqual([3]);
    expect(await found(new Date(1))).toEqual([4]);
    expect(await found(6)).toEqual([6]);
    expect(await found(db.command.in([true, 5]))).toEqual([5, 6]);
    expect(await found(db.command.gte(1))).toEqual([1, 6]);
  });
});
