import type { BuyerStep } from '../../cloudfunctions/shared/domain/order/steps.ts';
import { BUTTONS, payNowText } from '../copy/order';
import { formatFen } from '../format/money';
import type { OrderAnswer } from './answers';

/** What a button does; the three kinds of claim share one. */
export type ButtonName = Exclude<BuyerStep, 'claimReturn' | 'claimNotReceived' | 'claimProblem'> | 'claim';

export interface Button {
  readonly name: ButtonName;
  readonly text: string;
}

export interface Buttons {
  /** The one in the bottom bar; null where the buyer only waits. */
  readonly primary: Button | null;
  readonly others: readonly Button[];
}

/** Which of the possible steps moves the order on, the most wanted first. */
const MOVING_ON: readonly ButtonName[] = ['assess', 'sendBack', 'confirmReceipt', 'payNow', 'askReview'];
/** While something is in dispute nobody is pressed to pay. */
const MOVING_ON_IN_DISPUTE: readonly ButtonName[] = ['sendBack'];

export function orderButtons(order: Pick<OrderAnswer, 'can' | 'claim' | 'payableFen'>): Buttons {
  const { can, claim, payableFen } = order;
  const buttons = uniqueNames(can).map((name) => ({ name, text: textOf(name, payableFen) }));
  const movingOn = claim?.deadline ? MOVING_ON_IN_DISPUTE : MOVING_ON;
  const first = movingOn.find((name) => buttons.some((button) => button.name === name));
  return {
    primary: buttons.find(({ name }) => name === first) ?? null,
    others: buttons.filter(({ name }) => name !== first),
  };
}

function uniqueNames(can: readonly BuyerStep[]): readonly ButtonName[] {
  return [...new Set(can.map(nameOf))];
}

function nameOf(step: BuyerStep): ButtonName {
  return step === 'claimReturn' || step === 'claimNotReceived' || step === 'claimProblem' ? 'claim' : step;
}

function textOf(name: ButtonName, payableFen: number): string {
  if (name === 'payNow') return payNowText(formatFen(payableFen));
  return BUTTONS[name === 'claim' ? 'claimReturn' : name];
}
