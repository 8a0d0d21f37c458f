import type { StandIn } from '../stand-in.ts';

/** What one user agreed to with one service. It is replaced, never changed in place. */
export interface Agreement {
  readonly creditAgreementId: string;
  readonly openId: string;
  readonly serviceId: string;
  /**
   * The merchant's numbers for it: each time the user goes through the opening page he may come with another one,
   * and all of them stay good. The first one opened it.
   */
  readonly outAgreementNos: readonly [string, ...string[]];
  readonly status: 'VALID' | 'INVALID';
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
}

export function agreementByNo({ state }: StandIn, outAgreementNo: string): Agreement | undefined {
  return [...state.agreements.values()].find(({ outAgreementNos }) =>
    outAgreementNos.includes(outAgreementNo),
  );
}

/** The one that is in force: a user has one with a service at most. */
export function validAgreement({ state }: StandIn, openId: string, serviceId: string): Agreement | undefined {
  return [...state.agreements.values()].find(
    (one) => one.status === 'VALID' && one.openId === openId && one.serviceId === serviceId,
  );
}
