import { Refusal } from './errors.ts';
import { clockSkewMs } from './signing.ts';
import type { StandIn } from './stand-in.ts';

/** Where replays are refused: takes note of a request's nonce. @throws Refusal if it was noted before */
export function requireFreshNonce({ state, clock }: StandIn, nonce: string): void {
  if (state.behaviour.nonceReplay === 'allow') return;
  const nowMs = clock.now();
  for (const [noted, atMs] of state.nonces) {
    // A request can be signed for five minutes from now and come again five minutes after that.
    if (nowMs - atMs <= 2 * clockSkewMs) break;
    state.nonces.delete(noted);
  }
  if (state.nonces.has(nonce)) throw new Refusal('signature', '请求随机串重复');
  state.nonces.set(nonce, nowMs);
}
