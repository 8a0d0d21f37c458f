/** What the platform tells of a call, as variables of the process. */
type Told = Readonly<Record<string, string | undefined>>;

/** Of the mini-program, of a web page, with a login of the merchant's: a function or a timer has none of them. */
const OF_A_USER = ['WX_OPENID', 'TCB_UUID', 'TCB_CUSTOM_USER_ID'];

/** Where a chain of calls may come from last, if it is told: another function, the SDK in one, a trigger. */
const OURS = ['scf', 'tencentcloud', 'wx_trigger'];

/**
 * Whether a user calls, known or anonymous, rather than one of our functions or a timer. The last link of the
 * source is who calls now; a function that a user has called is one of ours.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/utils/Cloud.getWXContext.html
 */
export function isUser(told: Told): boolean {
  // As both SDKs read it: what is not named belongs to an earlier call.
  const named = `${told['WX_CONTEXT_KEYS'] ?? ''},${told['TCB_CONTEXT_KEYS'] ?? ''}`.split(',');
  const toldOf = (name: string) => (named.includes(name) ? told[name] : undefined);
  if (OF_A_USER.some(toldOf) || toldOf('TCB_ISANONYMOUS_USER') === 'true') return true;
  const last = told['TCB_SOURCE']?.split(',').at(-1);
  return Boolean(last) && !OURS.includes(last ?? '');
}
