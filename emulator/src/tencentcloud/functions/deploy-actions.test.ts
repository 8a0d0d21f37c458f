import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { main } from '../../../tests/host.ts';
import type { Json } from '../action.ts';
import { cloudOf, codeOf, creation, zipOf } from './test-support.ts';

const update = (name: string, body: string, rest: Json = {}): Json => ({
  FunctionName: name,
  Handler: 'index.main',
  InstallDependency: 'FALSE',
  Code: codeOf({ 'index.js': `exports.main = async (event) => { ${body} }` }),
  ...rest,
});

describe('CreateFunction', () => {
  test('makes a function that can be called at once, with its own variables and limits', async () => {
    const { api, invoke } = cloudOf({ bare: true });
    const Environment = { Variables: [{ Key: 'OWN', Value: 'a=b;c' }] };
    await api(
      'scf.CreateFunction',
      creation('hello', 'return [event.name, process.env.OWN, context.time_limit_in_ms]', { Environment }),
    );
    expect(await invoke('hello', { name: 'x' })).toEqual(['x', 'a=b;c', 5_000]);
  });

  test('takes the code that was uploaded before', async () => {
    const { api, invoke, objects } = cloudOf({ bare: true });
    const { Date: date, Sign: sign } = await api('scf.GetTempCosInfo', { ObjectPath: '1/env/hello.zip' });
    const key = `/${String(date)}/1/env/hello.zip`;
    expect(objects.mayUpload(key, String(sign))).toBe(true);
    objects.put(
      key,
      zipOf({ 'index.js': 'exports.main = () => require("./lib/a")', 'lib/a.js': 'module.exports = "a"' }),
    );
    // The CLI writes one slash more.
    await api('scf.CreateFunction', creation('hello', '', { Code: { TempCosObjectName: `/${key}` } }));
    expect(await invoke('hello')).toBe('a');
  });

  test('refuses a name that is taken, and leaves that function as it is', async () => {
    const { refusal, invoke, registry } = cloudOf({ functions: { hello: main('return "declared"') } });
    expect(await refusal('scf.CreateFunction', creation('hello', 'return "other"'))).toBe(
      'ResourceInUse.FunctionName',
    );
    expect(await invoke('hello')).toBe('declared');
    expect(registry.list()).toHaveLength(1);
  });

  test.each<[string, Json, string]>([
    ['a name of one letter', { FunctionName: 'a' }, 'InvalidParameterValue.FunctionName'],
    ['a name that leads elsewhere', { FunctionName: '../etc' }, 'InvalidParameterValue.FunctionName'],
    ['a name that ends with a dash', { FunctionName: 'hello-' }, 'InvalidParameterValue.FunctionName'],
    ['no name', { FunctionName: undefined }, 'MissingParameter'],
    ['another language', { Runtime: 'Python3.9' }, 'InvalidParameterValue.Runtime'],
    ['a function that is a web server', { Type: 'HTTP' }, 'UnsupportedOperation'],
    ['a handler without a function', { Handler: 'index' }, 'InvalidParameterValue.Handler'],
    ['a handler elsewhere', { Handler: '../../index.main' }, 'InvalidParameterValue.Handler'],
    ['a handler that is not in the package', { Handler: 'other.main' }, 'InvalidParameterValue.Handler'],
    ['memory between the steps', { MemorySize: 200 }, 'InvalidParameterValue.MemorySize'],
    ['too much memory', { MemorySize: 3200 }, 'InvalidParameterValue.MemorySize'],
    ['memory as text', { MemorySize: '256' }, 'InvalidParameter'],
    ['no time', { Timeout: 0 }, 'LimitExceeded.Timeout'],
    ['too much time', { Timeout: 901 }, 'LimitExceeded.Timeout'],
    ['no code', { Code: undefined }, 'MissingParameter.Code'],
    ['code from elsewhere', { Code: { ImageConfig: {} } }, 'UnsupportedOperation'],
    [
      'code that is no base64',
      { Code: { ZipFile: '*' } },
      'InvalidParameterValue.ZipFileBase64BinasciiError',
    ],
    ['code that is no zip', { Code: { ZipFile: 'aaaa' } }, 'InvalidParameterValue.ZipFile'],
    [
      'code that was not uploaded',
      { Code: { TempCosObjectName: '/x' } },
      'InvalidParameterValue.TempCosObjectName',
    ],
    [
      'a large package in the request',
      { Code: { ZipFile: 'AAAA'.repeat(600_000) } },
      'InvalidParameter.RequestTooLarge',
    ],
    [
      'a path out of the folder',
      { Code: codeOf({ 'index.js': '', '../x.js': '' }) },
      'InvalidParameterValue.ZipFile',
    ],
    [
      'dependencies to install',
      {
        InstallDependency: 'TRUE',
        Code: codeOf({ 'index.js': '', 'package.json': '{"dependencies":{"a":"1"}}' }),
      },
      'UnsupportedOperation',
    ],
    [
      '4 KB of variables',
      variables({ A: 'x'.repeat(4096) }),
      'InvalidParameterValue.EnvironmentExceededLimit',
    ],
    [
      'a variable of the platform',
      variables({ TENCENTCLOUD_SECRETID: 'x' }),
      'InvalidParameterValue.EnvironmentSystemProtect',
    ],
    ['a variable with a bad name', variables({ '1A': 'x' }), 'InvalidParameterValue.Environment'],
    ['a variable that is an object', variables({ A: {} }), 'InvalidParameter'],
  ])('refuses %s', async (_what, rest, code) => {
    const { refusal, registry } = cloudOf({ bare: true });
    expect(await refusal('scf.CreateFunction', creation('hello', '', rest))).toBe(code);
    expect(registry.list()).toEqual([]);
  });

  test.each<[string, Json]>([
    ['the smallest memory', { MemorySize: 64 }],
    ['the largest memory', { MemorySize: 3072 }],
    ['InstallDependency without dependencies', { InstallDependency: 'TRUE' }],
    ['what an SDK sends for what is not set', { Environment: null, Description: null, L5Enable: null }],
  ])('takes %s', async (_what, rest) => {
    const { api, invoke } = cloudOf({ bare: true });
    await api('scf.CreateFunction', creation('hello', 'return 1', rest));
    expect(await invoke('hello')).toBe(1);
  });

  test('gives what the API gives where nothing is said', async () => {
    const { api } = cloudOf({ bare: true });
    await api('scf.CreateFunction', creation('hello', '', { Timeout: undefined, MemorySize: undefined }));
    expect(await api('scf.GetFunction', { FunctionName: 'hello' })).toMatchObject({
      Timeout: 3,
      MemorySize: 128,
    });
  });
});

describe('an update', () => {
  test('of code replaces a declared function, which keeps its settings', async () => {
    const { api, invoke, dir } = cloudOf({
      functions: { hello: { ...main('return 1'), config: { timeout: 7, envVariables: { A: 'declared' } } } },
    });
    expect(await invoke('hello')).toBe(1);
    await api('scf.UpdateFunctionCode', update('hello', 'return process.env.A'));
    expect(await invoke('hello')).toBe('declared');
    expect(await api('scf.GetFunction', { FunctionName: 'hello' })).toMatchObject({ Timeout: 7 });
    expect(existsSync(`${dir}/dist/hello/index.js`)).toBe(true);
  });

  test('of code may name another handler', async () => {
    const { api, invoke } = cloudOf({ functions: { hello: main('return 1') } });
    const Code = codeOf({ 'app.js': 'exports.run = () => "run"' });
    await api('scf.UpdateFunctionCode', update('hello', '', { Handler: 'app.run', Code }));
    expect(await invoke('hello')).toBe('run');
  });

  test('of settings takes all variables anew, or leaves them all', async () => {
    const { api, invoke } = cloudOf({
      functions: {
        hello: { ...main('return [process.env.A, process.env.B]'), config: { envVariables: { A: '1' } } },
      },
    });
    const change = (rest: Json) => api('scf.UpdateFunctionConfiguration', { FunctionName: 'hello', ...rest });
    await change({ Timeout: 9 });
    expect(await invoke('hello')).toEqual(['1', null]);
    await change(variables({ B: '2' }));
    expect(await invoke('hello')).toEqual([null, '2']);
    expect(await api('scf.GetFunction', { FunctionName: 'hello' })).toMatchObject({
      Timeout: 9,
      MemorySize: 256,
      Environment: { Variables: [{ Key: 'B', Value: '2' }] },
    });
  });

  test('cannot change the runtime, but may name the one there is', async () => {
    const { api, refusal } = cloudOf({
      functions: { hello: { ...main(''), config: { runtime: 'Nodejs20.19' } } },
    });
    const named = (Runtime: string): Json => ({ FunctionName: 'hello', Runtime });
    expect(await refusal('scf.UpdateFunctionConfiguration', named('Nodejs18.15'))).toBe(
      'InvalidParameterValue.Runtime',
    );
    await api('scf.UpdateFunctionConfiguration', named('Nodejs20.19'));
  });

  test('that is refused changes nothing', async () => {
    const { refusal, invoke, registry } = cloudOf({ functions: { hello: main('return 1') } });
    const before = registry.get('hello');
    const bad = update('hello', '', { Code: codeOf({ 'other.js': '' }) });
    expect(await refusal('scf.UpdateFunctionCode', bad)).toBe('InvalidParameterValue.Handler');
    expect(registry.get('hello')).toBe(before);
    expect(await invoke('hello')).toBe(1);
  });

  test.each([['scf.UpdateFunctionCode'], ['scf.UpdateFunctionConfiguration'], ['scf.DeleteFunction']])(
    '%s of a function that is not there is refused',
    async (action) => {
      const { refusal } = cloudOf({ bare: true });
      expect(await refusal(action, update('hello', ''))).toBe('ResourceNotFound.Function');
    },
  );
});

test('DeleteFunction removes a function, and the name is free again', async () => {
  const { api, invoke, refusal } = cloudOf({ functions: { hello: main('return 1') } });
  await api('scf.DeleteFunction', { FunctionName: 'hello' });
  expect(await refusal('scf.Invoke', { FunctionName: 'hello' })).toBe('ResourceNotFound.Function');
  await api('scf.CreateFunction', creation('hello', 'return 2'));
  expect(await invoke('hello')).toBe(2);
});

function variables(values: Json): Json {
  return { Environment: { Variables: Object.entries(values).map(([Key, Value]) => ({ Key, Value })) } };
}
