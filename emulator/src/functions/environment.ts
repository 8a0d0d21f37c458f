import type { Invocation } from './invocation.ts';
import type { FunctionSettings } from './project.ts';

/** What the platform itself gives every instance of a function, above the function's own variables. */
export function platformVariables(
  settings: FunctionSettings,
  envId: string,
  origin: string,
): Record<string, string> {
  const { SystemRoot } = process.env;
  return {
    TZ: 'UTC',
    TCB_ENV: envId,
    SCF_NAMESPACE: envId,
    SCF_FUNCTIONNAME: settings.name,
    // Without them the SDKs ask a metadata server in the cloud at every call.
    TENCENTCLOUD: 'true',
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin}/admin?` }),
    // Windows cannot open a socket without it.
    ...(SystemRoot !== undefined && { SystemRoot }),
  };
}

/** What exists for one call and is gone after it. @param appId shown as WX_APPID */
export function callVariables(invocation: Invocation, origin: string, appId: string): Record<string, string> {
  const { requestId, source, openid } = invocation;
  return {
    // Where the SDKs send their calls. The last `&` matters: they append their own parameters.
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin}/admin?call=${requestId}&` }),
    // Without it the newer SDK does not pass the chain on.
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    ...(source && { TCB_SOURCE: source }),
    ...(source.startsWith('wx_') && { WX_CONTEXT_KEYS: 'WX_APPID', WX_APPID: appId }),
    ...(openid !== null && { WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID', WX_OPENID: openid }),
  };
}

/** The second argument of a handler; observed in the CLI's own runtime (`tcb fn run`). */
export function callContext(
  settings: FunctionSettings,
  envId: string,
  requestId: string,
): Record<string, unknown> {
  return {
    callbackWaitsForEmptyEventLoop: false,
    function_name: settings.name,
    function_version: '$LATEST',
    memory_limit_in_mb: settings.memoryMb,
    time_limit_in_ms: settings.timeoutMs,
    namespace: envId,
    request_id: requestId,
  };
}
