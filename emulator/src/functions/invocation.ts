/** How a function is called. */
export interface Invocation {
  /** Names the call everywhere: in the log, in errors, in the function's context. */
  readonly requestId: string;
  readonly name: string;
  /** The event as JSON text. */
  readonly event: string;
  /** `invoke` = by the SDK, `api` = by the Tencent Cloud API. A fault matches all but `invoke` as its action. */
  readonly door: 'client' | 'http' | 'timer' | 'invoke' | 'api';
  /** The chain shown as SOURCE to the function, such as `wx_client,scf`. Empty where WeChat is not involved. */
  readonly source: string;
  /** The mini-program user who calls; null = no WeChat context. */
  readonly openid: string | null;
  /** The call that makes this one, if a function does. */
  readonly parentCallId?: string | undefined;
}
