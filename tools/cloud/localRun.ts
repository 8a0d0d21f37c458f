import type { LocalTarget } from './target.ts';

/** Whether these arguments of `tcb` run a function on this machine. */
export function isLocalRun(args: readonly string[]): boolean {
  return isFunctionCommand(args, 'run');
}

/** Whether they are `fn <name> …`, or its old name; options of the CLI itself may stand before that. */
export function isFunctionCommand(args: readonly string[], name: string): boolean {
  return args.some((arg, index) => arg === `functions:${name}` || (arg === 'fn' && args[index + 1] === name));
}

/** Who calls, as WeChat tells it. */
export interface Caller {
  readonly openid: string;
  readonly appId: string;
}

/**
 * What a function finds around it when `fn run` runs it: the database and the clock of the local CloudBase,
 * and what the platform gives every function.
 * @param caller who calls through the mini-program; null if nobody does
 */
export function localRunEnvironment(
  { origin, envId, region, clockOffsetMs }: LocalTarget,
  caller: Caller | null,
): Record<string, string> {
  return {
    TZ: 'UTC',
    TCB_ENV: envId,
    // The CLI says so to the process that runs the function; before that it loads it into its own.
    SCF_NAMESPACE: envId,
    TENCENTCLOUD: 'true',
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: region,
    // The `?` matters: the SDKs append their own parameters.
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin}/admin?` }),
    HOUFU_CLOCK_OFFSET_MS: String(clockOffsetMs),
    ...(caller && { SCF_FUNCTION_ENVIRON: contextOf(caller) }),
  };
}

/** As the platform tells it for a call from the mini-program, in the runtime's own form: `NAME=value;…`. */
function contextOf({ openid, appId }: Caller): string {
  const context = {
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID',
    WX_OPENID: openid,
    WX_APPID: appId,
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    TCB_SOURCE: 'wx_client',
  };
  return Object.entries(context)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

const PARAMS = '--params';

/**
 * The arguments with `userInfo` in the event, as WeChat puts it into that of a call from the mini-program
 * (https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/userinfo.html).
 */
export function withUserInfo(args: readonly string[], { openid, appId }: Caller): readonly string[] {
  const at = args.findIndex((arg) => arg === PARAMS || arg.startsWith(`${PARAMS}=`));
  const [before, rest] = at === -1 ? [args, []] : [args.slice(0, at), args.slice(at)];
  const [first = '', ...others] = rest;
  const given = first === PARAMS ? others.shift() : first.slice(PARAMS.length + 1);
  const event = eventOf(given || '{}');
  // What is no event is for the CLI to refuse.
  if (!event) return args;
  return [...before, PARAMS, JSON.stringify({ ...event, userInfo: { appId, openId: openid } }), ...others];
}

function eventOf(json: string): object | null {
  try {
    const event: unknown = JSON.parse(json);
    return typeof event === 'object' && event !== null && !Array.isArray(event) ? event : null;
  } catch {
    return null;
  }
}
