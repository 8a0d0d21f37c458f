import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, start } from './start.ts';

let emulator: Running;
beforeAll(async () => {
  emulator = await start({ functions: { one: { code: 'exports.main = () => 1' } }, collections: ['orders'] });
});
afterAll(async () => emulator.end());

const admin = async (body: string, contentType = 'application/json') => {
  const init = { method: 'POST', body, headers: { 'content-type': contentType } };
  const response = await fetch(`${emulator.origin}/admin?env=fixture-env`, init);
  return { status: response.status, body: await response.json() };
};

describe('POST /admin', () => {
  test.each([
    ['malformed JSON', '{"action":', 'application/json', 'INVALID_PARAM'],
    ['JSON that is no object', '[]', 'application/json', 'INVALID_PARAM'],
    ['no action', '{}', 'application/json', 'INVALID_PARAM'],
    ['an unknown action', '{"action":"database.dropEverything"}', 'application/json', 'INVALID_PARAM'],
    ['a multipart body without a boundary', 'x', 'multipart/form-data', 'INVALID_PARAM'],
    ['a body of 20 MB', `{"action":"${'x'.repeat(20e6)}"}`, 'application/json', 'EXCEED_MAX_PAYLOAD_SIZE'],
    [
      'an unknown function',
      '{"action":"functions.invokeFunction","function_name":"x"}',
      'application/json',
      'FUNCTION_NOT_FOUND',
    ],
    ['no name of a function', '{"action":"functions.invokeFunction"}', 'application/json', 'INVALID_PARAM'],
    [
      'an unknown collection',
      '{"action":"database.calculateDocument","collectionName":"x","queryType":"WHERE"}',
      'application/json',
      'DATABASE_COLLECTION_NOT_EXIST',
    ],
  ])('answers %s with status 200 and a code', async (_what, body, contentType, code) => {
    expect(await admin(body, contentType)).toEqual({
      status: 200,
      body: { code, message: expect.any(String), requestId: expect.any(String) },
    });
  });

  test('gives a function called from outside what the caller sent', async () => {
    const { body } = await admin(
      '{"action":"functions.invokeFunction","function_name":"one","request_data":""}',
    );
    expect(body).toEqual({ data: { response_data: '1' }, requestId: expect.any(String) });
  });

  test('takes multipart bodies, as the SDK sends them for WeChat’s open API', async () => {
    const form = new FormData();
    form.set('action', 'wx.nothing');
    const response = await fetch(`${emulator.origin}/admin`, { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('wx.nothing') });
  });
});

test('/healthz answers once everything is ready, unknown paths with 404, other methods with 405', async () => {
  expect((await emulator.get('/healthz')).status).toBe(200);
  expect((await emulator.get('/nothing')).status).toBe(404);
  expect((await emulator.get('/admin')).status).toBe(405);
});
