import { describe, expect, test } from 'vitest';
import { main } from '../../../tests/host.ts';
import { serveForTest } from '../../http/test-support.ts';
import type { Json } from '../action.ts';
import { cloudOf, creation } from './test-support.ts';

const path = (Path: string, Name: string, rest: Json = {}): Json => ({
  ServiceId: 'fixture-env',
  Path,
  Type: 1,
  Name,
  AuthSwitch: 2,
  ...rest,
});
const declared = { pay: { ...main('return "declared " + event.path'), config: { path: '/pay' } } };

describe('a path', () => {
  test('that is created serves under /http, until it is deleted', async () => {
    const cloud = cloudOf({ bare: true });
    const { api } = cloud;
    const origin = await serveForTest({ name: 'functions', routes: cloud.routes ?? [] });
    const get = async () => {
      const response = await fetch(`${origin}/http/pay/notify/x`);
      return response.status === 200 ? response.text() : response.status;
    };
    await api('scf.CreateFunction', creation('notify', 'return "paid " + event.path'));
    expect(await get()).toBe(404);
    expect(await api('tcb.CreateCloudBaseGWAPI', path('/pay/notify/', 'notify'))).toMatchObject({
      APIId: expect.any(String),
    });
    expect(await get()).toBe('paid /pay/notify/x');
    expect(
      await api('tcb.DeleteCloudBaseGWAPI', { ServiceId: 'fixture-env', Name: 'notify', Type: 1 }),
    ).toEqual({
      Count: 1,
    });
    expect(await get()).toBe(404);
  });

  test('that is declared counts as created, and cannot be again', async () => {
    const { api, refusal } = cloudOf({ functions: declared });
    expect(await refusal('tcb.CreateCloudBaseGWAPI', path('/pay', 'pay'))).toBe(
      'InvalidParameter.APICreated',
    );
    expect(await api('tcb.DescribeCloudBaseGWAPI', { ServiceId: 'fixture-env', Name: 'pay' })).toMatchObject({
      APISet: [{ Name: 'pay', Path: '/pay', Type: 1, EnableAuth: false }],
      EnableService: true,
      Total: 1,
    });
  });

  test('shows when it was created, in seconds', async () => {
    const { api, clock } = cloudOf({ functions: { pay: main('') } });
    clock.moveTo(Date.UTC(2030, 0, 1));
    await api('tcb.CreateCloudBaseGWAPI', path('/pay', 'pay'));
    const { APISet } = await api('tcb.DescribeCloudBaseGWAPI');
    const [created] = APISet as Json[];
    expect(Number(created?.['CreateTime'])).toBeCloseTo(Date.UTC(2030, 0, 1) / 1000, -2);
  });

  test.each<[string, Json, string]>([
    ['without a slash', path('pay2', 'pay'), 'InvalidParameter'],
    ['to a container', path('/pay2', 'pay', { Type: 2 }), 'UnsupportedOperation'],
    ['with authentication', path('/pay2', 'pay', { AuthSwitch: 1 }), 'UnsupportedOperation'],
    ['to no function', path('/pay2', 'nobody'), 'ResourceNotFound.Function'],
    ['of another environment', path('/pay2', 'pay', { ServiceId: 'other' }), 'ResourceNotFound'],
  ])('is refused %s', async (_what, params, code) => {
    const { refusal, paths } = cloudOf({ functions: declared });
    expect(await refusal('tcb.CreateCloudBaseGWAPI', params)).toBe(code);
    expect(paths.list()).toHaveLength(1);
  });

  test('is found by what is said of it', async () => {
    const { api } = cloudOf({ functions: declared });
    await api('tcb.CreateCloudBaseGWAPI', path('/b', 'pay'));
    const { APIId } = await api('tcb.CreateCloudBaseGWAPI', path('/c', 'pay'));
    const found = async (params: Json) => {
      const { APISet } = await api('tcb.DescribeCloudBaseGWAPI', params);
      return (APISet as Json[]).map((each) => each['Path']);
    };
    expect(await found({})).toEqual(['/pay', '/b', '/c']);
    expect(await found({ Path: '/b' })).toEqual(['/b']);
    expect(await found({ APIId })).toEqual(['/c']);
    expect(await found({ Path: '/b', APIId })).toEqual([]);
    expect(await found({ Offset: 1, Limit: 1 })).toEqual(['/b']);
  });

  test('is not deleted by saying nothing', async () => {
    const { refusal, paths } = cloudOf({ functions: declared });
    expect(await refusal('tcb.DeleteCloudBaseGWAPI', { ServiceId: 'fixture-env', Type: 1 })).toBe(
      'MissingParameter',
    );
    expect(paths.list()).toHaveLength(1);
  });

  test('is under the public host that the CLI prints', async () => {
    const { api } = cloudOf();
    expect(await api('tcb.DescribeCloudBaseGWService', { ServiceId: 'fixture-env' })).toMatchObject({
      DefaultDomain: 'fixture-env.service.tcloudbase.com',
    });
  });
});
