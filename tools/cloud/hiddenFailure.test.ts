import { describe, expect, test } from 'vitest';
import { hiddenFailure } from './hiddenFailure.ts';

const run = ['fn', 'run', '--name', 'a'];
const deploy = ['fn', 'deploy', '--all'];
const REPORT = 'CloudBase CLI 2.12.10\n\nEND RequestId: 1\n运行信息：\nREPORT RequestId: 1\n';
const THROWN =
  '\n{"errorCode":1,"errorMessage":"user code exception caught","stackTrace":"Error: kaboom\\n at x"}\n';

describe('a failure that the CLI ends with 0', () => {
  test.each([
    ['a function that throws', run, `${REPORT}返回结果：\n\n${THROWN}`],
    ['a function that throws, what is printed in another order', run, `${REPORT}返回结果：\n${THROWN}`],
    ['one that printed more in between', run, `${REPORT}返回结果：\n\nlogged late\n${THROWN}`],
    ['a function that never answers', run, 'CloudBase CLI 2.12.10\nSTART RequestId: 1\n'],
    [
      'functions that were not deployed',
      deploy,
      '✔ Successfully deployed 2 function(s)\n✖ 1 cloud function(s) deployment failed\n',
    ],
    ['the same in Chinese', deploy, '✔ 成功部署 2 个函数\n✖ 1 个云函数部署失败\n'],
    [
      'a function that throws where it is deployed',
      ['fn', 'invoke', 'a'],
      '✖ [a] call failed\n\nError: kaboom\n',
    ],
    ['colours', deploy, '\u001b[31m✖\u001b[39m 1 cloud function(s) deployment failed\n'],
    ['another sign', deploy, '× 1 cloud function(s) deployment failed\n'],
    ['functions without a folder', deploy, '✔ Successfully deployed 2 function(s)\n⚠ Skipped 1 functions\n'],
    ['the same in Chinese', deploy, '⚠ 跳过 1 个函数\n'],
    ['a command that there is not', ['fm', 'list'], 'Error: fm is not a valid command\n'],
    ['the same in Chinese', ['fm', 'list'], 'Error: fm 不是有效的命令\n'],
  ])('is seen: %s', (_what, args, output) => {
    expect(hiddenFailure(args, output)).not.toBeNull();
  });

  test.each([
    ['an answer', run, `${REPORT}返回结果：\n{"ok":false,"error":{"code":"NOT_SIGNED_IN"}}\n\n`],
    ['no answer', run, `${REPORT}返回结果：\nnull\n\n`],
    [
      'an answer that quotes an error',
      run,
      `${REPORT}返回结果：\n{"ok":true,"data":${JSON.stringify(THROWN)}}\n`,
    ],
    [
      'all functions deployed',
      deploy,
      '✔ [a] Cloud function deployed successfully\n✔ Successfully deployed 13 function(s)\n',
    ],
    ['what functions printed', ['fn', 'log', 'a'], '✖ printed by the function\n'],
    ['the same, by the old name', ['functions:log', 'a'], '✖ printed by the function\n'],
    ['a list', ['fn', 'list'], 'createOrder Nodejs20.19'],
  ])('is not seen in: %s', (_what, args, output) => {
    expect(hiddenFailure(args, output)).toBeNull();
  });
});
