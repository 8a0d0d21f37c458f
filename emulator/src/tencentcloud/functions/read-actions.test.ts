import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { main } from '../../../tests/host.ts';
import { write } from '../../../tests/project.ts';
import type { Json } from '../action.ts';
import { cloudOf, codeOf, creation, zipOf } from './test-support.ts';

const triggers = [{ name: 'daily', type: 'timer', config: '0 0 2 * * * *' }];

describe('GetFunction', () => {
  test('answers back what a deployment declared', async () => {
    const { api } = cloudOf({ bare: true });
    const kept = {
      Description: 'greets',
      Role: 'TCB_QcsRole',
      ClsTopicId: 'topic',
      Layers: [{ LayerName: 'a', LayerVersion: 1 }],
      VpcConfig: { VpcId: 'v', SubnetId: 's' },
      Environment: { Variables: [{ Key: 'A', Value: '1' }] },
    };
    const created = creation('hello', 'return 1', kept);
    await api('scf.CreateFunction', created);
    const zip = Buffer.from(String((created['Code'] as Json)['ZipFile']), 'base64');
    expect(await api('scf.GetFunction', { FunctionName: 'hello' })).toMatchObject({
      ...kept,
      FunctionName: 'hello',
      Namespace: 'fixture-env',
      Status: 'Active',
      Runtime: 'Nodejs20.19',
      Handler: 'index.main',
      Timeout: 5,
      MemorySize: 256,
      Type: 'Event',
      InstallDependency: 'FALSE',
      CodeSize: zip.length,
      CodeInfo: '',
      Triggers: [],
      ModTime: expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
    });
  });

  test('shows a declared function as if it had been deployed', async () => {
    const { api } = cloudOf({
      functions: {
        hello: {
          code: 'exports.main = () => 1',
          config: {
            runtime: 'Nodejs20.19',
            memorySize: 512,
            timeout: 20,
            envVariables: { A: '1' },
            triggers,
          },
        },
      },
    });
    expect(await api('scf.GetFunction', { FunctionName: 'hello', ShowCode: 'TRUE' })).toMatchObject({
      Runtime: 'Nodejs20.19',
      Handler: 'index.main',
      MemorySize: 512,
      Timeout: 20,
      Status: 'Active',
      CodeInfo: 'exports.main = () => 1',
      CodeSize: expect.any(Number),
      Environment: { Variables: [{ Key: 'A', Value: '1' }] },
      Triggers: [{ TriggerName: 'daily', Type: 'timer', TriggerDesc: '{"cron":"0 0 2 * * * *"}', Enable: 1 }],
      VpcConfig: { VpcId: '', SubnetId: '' },
    });
  });

  test('shows code when it is asked to, and no large file', async () => {
    const { api } = cloudOf({ bare: true });
    await api('scf.CreateFunction', creation('small', '', { Code: codeOf({ 'index.js': '// code' }) }));
    const large = codeOf({ 'index.js': `// ${'x'.repeat(1024 * 1024)}` });
    await api('scf.CreateFunction', creation('large', '', { Code: large }));
    const shown = async (FunctionName: string, ShowCode: string) =>
      (await api('scf.GetFunction', { FunctionName, ShowCode }))['CodeInfo'];
    expect(await shown('small', 'TRUE')).toBe('// code');
    expect(await shown('small', 'FALSE')).toBe('');
    expect(await shown('large', 'TRUE')).toBe('');
  });
});

describe('ListFunctions', () => {
  test('shows declared and deployed functions in pages', async () => {
    const { api } = cloudOf({ functions: { aa: main(''), bb: main('') } });
    await api('scf.CreateFunction', creation('cc', ''));
    const names = async (params: Json) => {
      const { Functions, TotalCount } = await api('scf.ListFunctions', params);
      return [(Functions as Json[]).map((each) => each['FunctionName']), TotalCount];
    };
    expect(await names({})).toEqual([['aa', 'bb', 'cc'], 3]);
    expect(await names({ Limit: 2, Offset: 1 })).toEqual([['bb', 'cc'], 3]);
    expect(await names({ SearchKey: 'b' })).toEqual([['bb'], 1]);
  });

  test('is empty in a bare environment', async () => {
    const { api } = cloudOf({ functions: { aa: { config: { path: '/a' } } }, bare: true });
    expect(await api('scf.ListFunctions')).toEqual({ Functions: [], TotalCount: 0 });
    expect(await api('tcb.DescribeCloudBaseGWAPI')).toMatchObject({ APISet: [], Total: 0 });
  });
});

describe('GetFunctionAddress', () => {
  test('leads to the package that arrived, byte for byte', async () => {
    const { api, objects } = cloudOf({ bare: true });
    const zip = zipOf({ 'index.js': 'exports.main = () => 1', 'lib/a.js': '' });
    await api('scf.CreateFunction', creation('hello', '', { Code: { ZipFile: zip.toString('base64') } }));
    const { Url, CodeSha256 } = await api('scf.GetFunctionAddress', { FunctionName: 'hello' });
    const token = new URL(String(Url)).searchParams.get('token') ?? '';
    expect(objects.take(token)?.equals(zip)).toBe(true);
    expect(CodeSha256).toBe(createHash('sha256').update(zip).digest('hex'));
  });

  test('packs a declared function from its folder as it is now', async () => {
    const { api, objects, dir } = cloudOf({ functions: { hello: { code: '// old' } } });
    write(dir, 'dist/hello/index.js', '// new');
    write(dir, 'dist/hello/lib/a.js', '// a');
    const { Url } = await api('scf.GetFunctionAddress', { FunctionName: 'hello' });
    const zip = objects.take(new URL(String(Url)).searchParams.get('token') ?? '');
    const files = Object.entries(unzipSync(zip ?? Buffer.alloc(0)));
    expect(files.map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['index.js', '// new'],
      ['lib/a.js', '// a'],
    ]);
  });
});

test.each([['scf.GetFunction'], ['scf.GetFunctionAddress'], ['scf.Invoke'], ['tcb.GetFunctionLogs']])(
  '%s of a function that is not there is refused',
  async (action) => {
    const { refusal } = cloudOf({ bare: true });
    expect(await refusal(action, { FunctionName: 'hello' })).toBe('ResourceNotFound.Function');
  },
);
