import { secondMs } from './times.ts';

/** How the emulator reaches a merchant's callback URL. Rejects if there is no answer. */
export type CallbackDelivery = (
  url: string,
  headers: Record<string, string>,
  body: Buffer,
) => Promise<MerchantAnswer>;

export interface MerchantAnswer {
  readonly status: number;
  readonly body: string;
}

/** A callback as it goes over the wire. */
export interface Message {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

interface Caller {
  readonly deliver: CallbackDelivery;
  /** Origins on this machine to which callbacks are led, by the host of the URL. */
  readonly state: { readonly callbackTo: Map<string, string> };
}

/** Merchants have this long to answer; it is real time, as all time-outs are. */
const answerTimeoutMs = 5 * secondMs;

/** Sends a callback. @returns the merchant's answer, or why there was none */
export async function reach(
  caller: Caller,
  url: string,
  { headers, body }: Message,
): Promise<MerchantAnswer | string> {
  const { promise: tooLate, cancel } = answerTimeout();
  try {
    return await Promise.race([caller.deliver(destinationOf(caller, url), headers, body), tooLate]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    cancel();
  }
}

/** A developer may have callbacks to a public host led to a server of his own. */
function destinationOf({ state }: Caller, url: string): string {
  const { host, pathname } = new URL(url);
  const origin = state.callbackTo.get(host);
  return origin === undefined ? url : `${origin}${pathname}`;
}

function answerTimeout() {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer within 5 s')), answerTimeoutMs);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
