import { randomBytes } from 'node:crypto';

/** One request to the API and what became of it. */
export interface LoggedRequest {
  readonly requestId: string;
  readonly at: string;
  readonly method: string;
  readonly target: string;
  readonly action: string;
  readonly status: number | 'dropped';
  /** `ok`, or the code of the refusal. */
  readonly verdict: string;
  readonly message?: string;
}

/** By which both sides find one request in their logs. */
export function newRequestId(): string {
  return randomBytes(14).toString('hex').toUpperCase();
}

const keptRequests = 1000;

export function logRequest(
  { state }: { readonly state: { readonly log: LoggedRequest[] } },
  request: LoggedRequest,
): void {
  state.log.push(request);
  if (state.log.length > keptRequests) state.log.shift();
}
