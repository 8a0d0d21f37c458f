import { beforeEach, expect, test } from 'vitest';
import cloud from 'wx-server-sdk';

import { pointSdksAt, serveForTest } from '../http/test-support.ts';
import { Clock } from '../kernel/clock.ts';
import type { Service } from '../kernel/service.ts';
import { createOpenApi } from './index.ts';

type Call = (input: object) => Promise<unknown>;

/** What of wx-server-sdk its own types leave out, or give as anything. */
interface OpenApiSdk {
  readonly openapi: {
    readonly subscribeMessage: { readonly send: Call };
    readonly wxacode: { readonly get: Call };
    readonly security: { readonly imgSecCheck: Call };
  };
  readonly cloudPay: { readonly unifiedOrder: Call };
  readonly callOpenAPI: (input: object) => Promise<{ readonly result: unknown }>;
}

const wx: OpenApiSdk = Object(cloud);
let service: Service;
let origin: string;

beforeEach(async () => {
  service = createOpenApi({ clock: new Clock() });
  origin = await serveForTest(service);
  pointSdksAt(origin);
  cloud.init({ env: 'local-env' });
});

const message = {
  touser: 'oUser-1',
  templateId: 'template-1',
  page: 'pages/order?id=1',
  data: { amount1: { value: '12.00元' }, thing2: { value: '扣款提醒' } },
};

async function grant(input: Record<string, unknown>) {
  const response = await fetch(`${origin}/_emulator/subscribe-messages/grants`, {
    method: 'POST',
    body: JSON.stringify(input),
  });
  return { status: response.status, body: Object(await response.json()) };
}

async function sentMessages() {
  const response = await fetch(`${origin}/_emulator/subscribe-messages`);
  return Object(await response.json()).sent;
}

test('a granted subscribe message is sent once by wx-server-sdk, and can be read', async () => {
  await grant({ openid: 'oUser-1', templateId: 'template-1' });

  await expect(wx.openapi.subscribeMessage.send(message)).resolves.toMatchObject({ errCode: 0 });

  await expect(wx.openapi.subscribeMessage.send(message)).rejects.toMatchObject({
    errCode: 43101,
    errMsg: expect.stringContaining('user refuse to accept the msg'),
  });
  expect(await sentMessages()).toMatchObject([
    { openid: 'oUser-1', templateId: 'template-1', page: 'pages/order?id=1', data: message.data },
  ]);
});

test('grants add up, and belong to one user and one template', async () => {
  await grant({ openid: 'oUser-1', templateId: 'template-1', count: 1 });
  expect((await grant({ openid: 'oUser-1', templateId: 'template-1', count: 2 })).body.count).toBe(3);

  const another = { ...message, templateId: 'template-2' };
  await expect(wx.openapi.subscribeMessage.send(another)).rejects.toMatchObject({ errCode: 43101 });
  for (let sends = 0; sends < 3; sends += 1) await wx.openapi.subscribeMessage.send(message);
  await expect(wx.openapi.subscribeMessage.send(message)).rejects.toMatchObject({ errCode: 43101 });
});

test.each([
  ['no user', { ...message, touser: '' }, 40003],
  ['no template', { ...message, templateId: '' }, 40037],
  ['no data', { ...message, data: {} }, 47003],
])('a message with %s is refused and uses no grant', async (_, broken, errCode) => {
  await grant({ openid: 'oUser-1', templateId: 'template-1' });
  await expect(wx.openapi.subscribeMessage.send(broken)).rejects.toMatchObject({ errCode });
  await expect(wx.openapi.subscribeMessage.send(message)).resolves.toMatchObject({ errCode: 0 });
});

test('cloud.callOpenAPI sends subscribe messages too', async () => {
  await grant({ openid: 'oUser-1', templateId: 'template-1' });
  const { touser, templateId: template_id, data } = message;
  const call = { api: 'openapi.subscribeMessage.send', data: { touser, template_id, data } };
  expect((await wx.callOpenAPI(call)).result).toMatchObject({ errcode: 0 });
  expect((await wx.callOpenAPI(call)).result).toMatchObject({ errcode: 43101 });
});

test('every other API is refused with an errcode, never a made-up success', async () => {
  await expect(wx.openapi.wxacode.get({ path: 'pages/index' })).rejects.toMatchObject({
    errCode: 40066,
    errMsg: expect.stringContaining('wxacode.get'),
  });
  const image = { contentType: 'image/png', value: Buffer.from([1, 2]) };
  await expect(wx.openapi.security.imgSecCheck({ media: image })).rejects.toMatchObject({
    errCode: 40066,
  });
});

test('cloudPay is refused as an error that wx-server-sdk throws', async () => {
  const pay = wx.cloudPay.unifiedOrder({ body: 'x', outTradeNo: 'T1', totalFee: 1, subMchId: '1900' });
  await expect(pay).rejects.toMatchObject({
    errCode: -501007,
    errMsg: expect.stringContaining('cloudPay.unifiedOrder is not part of this emulator'),
  });
});

test('a grant without a template, or for no message at all, is refused', async () => {
  expect((await grant({ openid: 'oUser-1' })).status).toBe(400);
  expect((await grant({ openid: 'oUser-1', templateId: 'template-1', count: 0 })).status).toBe(400);
});

test('grants and sent messages survive export and import, and not a reset', async () => {
  await grant({ openid: 'oUser-1', templateId: 'template-1', count: 2 });
  await wx.openapi.subscribeMessage.send(message);
  const exported: unknown = JSON.parse(JSON.stringify(await service.exportState?.()));

  await service.reset?.();
  expect(await sentMessages()).toEqual([]);
  await expect(wx.openapi.subscribeMessage.send(message)).rejects.toMatchObject({ errCode: 43101 });

  await service.importState?.(exported);
  expect(await sentMessages()).toHaveLength(1);
  await wx.openapi.subscribeMessage.send(message);
  await expect(service.importState?.({})).rejects.toThrow('lacks grants');
});
