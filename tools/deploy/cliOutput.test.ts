import { describe, expect, it } from 'vitest';
import { readCliOutput } from './cliOutput.ts';

/** Printed by @cloudbase/cli 2.12.10, which ended with 0. */
const PARTLY = `CloudBase CLI 2.12.10
ℹ 🚀 --yes mode: Auto deploy all 3 functions
[one] 部署方式: COS 上传
✖ [one] 函数部署失败
✖   错误信息: [one] 函数代码更新失败：[UpdateFunctionCode] a fault was injected
✖   错误码: InternalError
✖   RequestId: b1578e85-1073-4549-863a-45d4e2c1e47a
- Cloud function deploying
✔ [two] Cloud function deployed successfully
✖ [three] 函数部署失败
✖   错误信息: [BatchCreateTrigger] [three] 创建触发器失败：[BatchCreateTrigger] no trigger
✔ Successfully deployed 1 function(s)
✖ 2 cloud function(s) deployment failed
`;

const read = (output: string) => readCliOutput({ exitCode: 0, output });

describe('what the CLI prints of a deployment', () => {
  it('tells how many it deployed, and why it did not deploy others', () => {
    const { deployed, failures } = read(PARTLY);
    expect(deployed).toBe(1);
    expect([...failures]).toEqual([
      ['one', '[one] 函数代码更新失败：[UpdateFunctionCode] a fault was injected'],
      ['three', '[BatchCreateTrigger] [three] 创建触发器失败：[BatchCreateTrigger] no trigger'],
    ]);
  });

  it('is read in Chinese too, and with Windows’ line ends', () => {
    const { deployed, failures } = read('✔ 成功部署 13 个函数\r\n✖   - [one] 连接超时\r\n');
    expect(deployed).toBe(13);
    expect([...failures]).toEqual([['one', '连接超时']]);
  });

  it('is nothing where the CLI could not even begin', () => {
    const { deployed, failures } = read(
      'No valid identity information, please use cloudbase login to login\n',
    );
    expect(deployed).toBe(0);
    expect(failures.size).toBe(0);
  });
});
