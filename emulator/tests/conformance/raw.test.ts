import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, start } from '../start.ts';

let emulator: Running;

beforeAll(async () => {
  emulator = await start({
    collections: ['things'],
    seed: {
      things: [
        { _id: 't1', n: 1 },
        { _id: 't2', n: 2 },
      ],
    },
  });
});

afterAll(() => emulator.end());

type Body = Record<string, unknown>;

async function admin(action: string, body: Body): Promise<Body> {
  const answer = await emulator.post('/admin', { action, collectionName: 'things', ...body });
  expect(answer.status).toBe(200);
  return answer.body as Body;
}

const ID = '{"_id":"t1"}';
const DOC = { queryType: 'DOC', query: ID, multi: false };
const WHERE = { queryType: 'WHERE', multi: true };
const MERGE = { merge: true, upsert: false };
const SET = '{"$set":{"n":5}}';

describe('POST /admin refuses what is malformed, and changes nothing', () => {
  test.each<[string, string, Body]>([
    ['no collection', 'database.getDocument', { collectionName: undefined, queryType: 'WHERE' }],
    ['a collection that is a number', 'database.getDocument', { collectionName: 5, queryType: 'WHERE' }],
    ['no kind of query', 'database.getDocument', {}],
    ['an unknown kind of query', 'database.getDocument', { queryType: 'ALL' }],
    ['a document query without an id', 'database.getDocument', { queryType: 'DOC', query: '{}' }],
    ['a query that is no JSON', 'database.getDocument', { queryType: 'WHERE', query: '{n:1}' }],
    ['a query that is an object', 'database.getDocument', { queryType: 'WHERE', query: { n: 1 } }],
    ['a query that is an array', 'database.getDocument', { queryType: 'WHERE', query: '[]' }],
    [
      'a number that is none',
      'database.getDocument',
      { queryType: 'WHERE', query: '{"n":{"$numberInt":"x"}}' },
    ],
    ['a date that is none', 'database.getDocument', { queryType: 'WHERE', query: '{"n":{"$date":"never"}}' }],
    ['a negative limit', 'database.getDocument', { queryType: 'WHERE', limit: -1 }],
    ['a limit in words', 'database.getDocument', { queryType: 'WHERE', limit: 'ten' }],
    ['a negative offset', 'database.getDocument', { queryType: 'WHERE', offset: -5 }],
    ['nothing to insert', 'database.insertDocument', { data: [] }],
    ['an insert that is no list', 'database.insertDocument', { data: '{"a":1}' }],
    ['an insert of an object', 'database.insertDocument', { data: [{ a: 1 }] }],
    ['an insert of a number', 'database.insertDocument', { data: ['5'] }],
    ['an insert of an array', 'database.insertDocument', { data: ['[1]'] }],
    ['an update without data', 'database.modifyDocument', { ...DOC, ...MERGE }],
    ['an update that is empty', 'database.modifyDocument', { ...DOC, ...MERGE, data: '{}' }],
    ['an update without a query', 'database.modifyDocument', { ...WHERE, ...MERGE, data: SET }],
    ['an upsert of operators', 'database.modifyDocument', { ...DOC, merge: true, upsert: true, data: SET }],
    ['a flag in words', 'database.modifyDocument', { ...DOC, ...MERGE, multi: 'no', data: SET }],
    ['a removal without a query', 'database.removeDocument', { ...WHERE }],
    ['a pipeline that is no list', 'database.aggregateDocuments', { stages: '[]' }],
    ['a stage without a name', 'database.aggregateDocuments', { stages: [{ stageValue: '{}' }] }],
    [
      'a stage of no JSON',
      'database.aggregateDocuments',
      { stages: [{ stageKey: '$match', stageValue: '{' }] },
    ],
    ['a commit without an id', 'database.commitTransaction', {}],
    ['an unknown action', 'database.dropCollection', {}],
    ['no database action', 'shutdown', {}],
    ['a member of Object as the action', 'database.constructor', {}],
    ['a nameless action', '', {}],
  ])('%s', async (_what, action, body) => {
    expect(await admin(action, body)).toEqual({
      code: 'INVALID_PARAM',
      message: expect.any(String),
      requestId: expect.any(String),
    });
    const all = await admin('database.getDocument', { queryType: 'WHERE', limit: 100 });
    expect((all['data'] as { list: string[] }).list.map((text) => JSON.parse(text))).toHaveLength(2);
  });

  test.each<[string, string, Body, string]>([
    [
      'an unknown query operator',
      'database.getDocument',
      { queryType: 'WHERE', query: '{"n":{"$near":[1,2]}}' },
      'INVALID_PARAM|DATABASE',
    ],
    [
      'an unknown update operator',
      'database.modifyDocument',
      { ...DOC, ...MERGE, data: '{"$nope":{"n":1}}' },
      'DATABASE_REQUEST_FAILED',
    ],
    [
      'a document as an update',
      'database.modifyDocument',
      { ...DOC, ...MERGE, data: '{"n":1}' },
      'DATABASE_REQUEST_FAILED',
    ],
    [
      'an unknown stage',
      'database.aggregateDocuments',
      { stages: [{ stageKey: '$nope', stageValue: '{}' }] },
      'DATABASE_REQUEST_FAILED',
    ],
    [
      'an unknown transaction',
      'database.getDocument',
      { ...DOC, transactionId: 'nope' },
      'DATABASE_TRANSACTION_FAIL',
    ],
    [
      'the commit of an unknown transaction',
      'database.commitTransaction',
      { transactionId: 'nope' },
      'DATABASE_TRANSACTION_FAIL',
    ],
    [
      'an unknown collection',
      'database.getDocument',
      { ...DOC, collectionName: 'nope' },
      'DATABASE_COLLECTION_NOT_EXIST',
    ],
    [
      'a duplicate',
      'database.insertDocument',
      { data: [ID] },
      'DATABASE_REQUEST_FAILED|DATABASE_DUPLICATE_WRITE',
    ],
    [
      'an order that is no direction',
      'database.getDocument',
      { queryType: 'WHERE', order: '{"n":2}' },
      'DATABASE_REQUEST_FAILED',
    ],
  ])('%s', async (_what, action, body, code) => {
    const answer = await admin(action, body);
    expect(answer['code']).toMatch(new RegExp(code));
    expect(answer['message']).toEqual(expect.any(String));
    expect(await admin('database.calculateDocument', { queryType: 'WHERE' })).toMatchObject({
      data: { total: 2 },
    });
  });

  test.each([
    '',
    'null',
    '5',
    '"text"',
    '[]',
    '{',
    '\u0000',
    '{"action":5}',
    '{"action":null}',
    '{"action":{}}',
  ])('the body %j', async (body) => {
    const response = await fetch(`${emulator.origin}/admin`, { method: 'POST', body });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ code: 'INVALID_PARAM' });
  });

  test('relaxed EJSON is as good as canonical', async () => {
    const answer = await admin('database.getDocument', {
      queryType: 'WHERE',
      query: '{"n":{"$gte":2}}',
      order: '{"n":-1}',
    });
    expect(answer).toMatchObject({ data: { list: [expect.stringContaining('t2')] } });
  });
});
