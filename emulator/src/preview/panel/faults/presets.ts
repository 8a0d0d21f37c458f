import type { Fault } from '../model.ts';

export type FaultRule = Omit<Fault, 'times' | 'hits'>;

export interface Preset {
  readonly label: string;
  readonly help: string;
  readonly rule: FaultRule;
  /** Whether it can be narrowed down to one collection. */
  readonly ofCollection: boolean;
}

export interface PresetGroup {
  readonly title: string;
  readonly presets: readonly Preset[];
}

const slowMs = 500;
const verySlowMs = 3_000;

const database = (label: string, help: string, action: string | null, effect: Omit<FaultRule, 'match'>) => ({
  label,
  help,
  ofCollection: true,
  rule: {
    match: { service: 'database', ...(action !== null && { action: `database.${action}` }) },
    ...effect,
  },
});

const of = (
  service: string,
  label: string,
  help: string,
  action: string | null,
  effect: Omit<FaultRule, 'match'>,
) => ({
  label,
  help,
  ofCollection: false,
  rule: { match: { service, ...(action !== null && { action }) }, ...effect },
});

/** The faults that people ask for most, each with one tap. The README of the emulator describes the rules. */
export const presetGroups: readonly PresetGroup[] = [
  {
    title: '数据库',
    presets: [
      database('慢 500 ms', '每次读写多等 500 毫秒', null, { effect: 'delay', ms: slowMs }),
      database('更新失败', '没有写入，返回错误', 'modifyAndReturnDoc', { effect: 'errorBefore' }),
      database('更新后断线', '已写入，但函数收不到结果', 'modifyAndReturnDoc', { effect: 'dropAfter' }),
      database('更新后函数崩溃', '已写入，随后函数进程被杀', 'modifyAndReturnDoc', { effect: 'kill' }),
      database('新增失败', '没有写入，返回错误', 'insertDocument', { effect: 'errorBefore' }),
    ],
  },
  {
    title: '微信支付',
    presets: [
      of('wechatpay', '慢 3 秒', '每个请求多等 3 秒', null, { effect: 'delay', ms: verySlowMs }),
      of('wechatpay', '超时（已受理）', '已处理，但没有应答', null, { effect: 'dropAfter' }),
      of('wechatpay', '系统错误', '没有处理，返回 SYSTEM_ERROR', null, {
        effect: 'errorBefore',
        code: 'SYSTEM_ERROR',
      }),
      of('wechatpay', '频率超限', '没有处理，返回 FREQUENCY_LIMITED', null, {
        effect: 'errorBefore',
        code: 'FREQUENCY_LIMITED',
      }),
      of('wechatpay', '下单超时', '订单已创建，但没有应答', 'create', { effect: 'dropAfter' }),
      of('wechatpay', '扣款请求超时', '已完结并开始扣款，但没有应答', 'complete', { effect: 'dropAfter' }),
    ],
  },
  {
    title: '函数与消息',
    presets: [
      of('functions', '调用断网', '小程序的调用到不了函数', 'client', { effect: 'dropBefore' }),
      of('functions', '调用后断网', '函数已执行，小程序收不到结果', 'client', { effect: 'dropAfter' }),
      of('functions', '通知处理失败', '支付通知到达时函数返回错误', 'http', { effect: 'errorBefore' }),
      of('functions', '定时器失败', '定时触发时函数返回错误', 'timer', { effect: 'errorBefore' }),
      of('openapi', '订阅消息失败', '发送订阅消息返回错误', null, { effect: 'errorBefore' }),
    ],
  },
];

const effectWords: Readonly<Record<string, string>> = {
  delay: '延迟',
  delayAfter: '处理后延迟应答',
  errorBefore: '报错，未处理',
  errorAfter: '已处理后报错',
  dropBefore: '断线，未处理',
  dropAfter: '已处理后断线',
  kill: '已处理后函数被杀',
};

/** orders · modifyAndReturnDoc：已处理后断线 */
export function faultText({ match, effect, ms, code }: FaultRule): string {
  const { service, action, collection, function: caller, nth } = match;
  const parts = [service, action?.replace(`${service}.`, ''), collection, caller].filter(Boolean);
  const from = nth === undefined ? '' : `，从第 ${nth} 次起`;
  const more = [ms === undefined ? '' : ` ${ms} ms`, code === undefined ? '' : ` ${code}`].join('');
  return `${parts.join(' · ')}${from}：${effectWords[effect] ?? effect}${more}`;
}
