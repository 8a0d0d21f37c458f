import type { FunctionName, Functions, OutputOf } from '../../cloudfunctions/shared/contract/functions.ts';
import type { OverTheWire } from '../../cloudfunctions/shared/contract/overTheWire.ts';
import type { Result } from '../../cloudfunctions/shared/contract/result.ts';
import { COMMON } from '../copy/common';
import { type CallFailure, callFailure } from './failure';

/** What function `Name` answers to this input, its dates as ISO text. */
export type Answer<Name extends FunctionName, Input = Functions[Name]['input']> = OverTheWire<
  OutputOf<Name, Input>
>;

/**
 * Calls a cloud function; input and output are those of its contract.
 * @throws CallFailure with the function's own words if it refused, or OFFLINE or UNREACHABLE: then nobody knows
 * whether the call has arrived
 */
export async function call<Name extends FunctionName, const Input extends Functions[Name]['input']>(
  name: Name,
  input: Input,
): Promise<Answer<Name, Input>> {
  const answer = await reach(name, input);
  if (answer.ok) return answer.data as Answer<Name, Input>;
  const { code, message, details } = answer.error;
  throw callFailure(code, message, details);
}

async function reach(name: string, data: object): Promise<Result<unknown>> {
  try {
    const { result } = await wx.cloud.callFunction({ name, data });
    return result as Result<unknown>;
  } catch {
    // What WeChat says here is for developers; it stands in its own log.
    throw await outage();
  }
}

async function outage(): Promise<CallFailure> {
  const { networkType } = await wx.getNetworkType();
  return networkType === 'none'
    ? callFailure('OFFLINE', COMMON.offline)
    : callFailure('UNREACHABLE', COMMON.unreachable);
}
