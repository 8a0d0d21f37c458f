import type { OperatorStep } from '../../../cloudfunctions/shared/domain/order/steps.ts';
import type { ChannelWords } from '../../copy/channels';
import { channelOf, naming } from '../../views/channel';
import { STEPS } from '../copy/steps';
import type { MerchantOrder } from './answers';
import { type Field, fieldsOf } from './fields';

/** A button. */
export interface StepView {
  readonly step: OperatorStep;
  readonly label: string;
  readonly note: string;
}

/** What is filled in before a step is taken. */
export interface StepForm extends StepView {
  readonly fields: readonly Field[];
}

export interface StepViews {
  /** The one that stands at the bottom of the screen. */
  readonly main: StepView | null;
  readonly others: readonly StepView[];
}

/** What waits most comes first; of what is not here none stands at the bottom. */
const MAIN: readonly OperatorStep[] = ['ship', 'agree', 'goodsBack', 'answerReview'];

/** The other answers to what waits, then what is seldom done. */
const ORDER: Readonly<Record<OperatorStep, number>> = {
  ship: 1,
  agree: 2,
  refuse: 3,
  goodsBack: 4,
  answerReview: 5,
  recordDelivery: 6,
  recordUndelivered: 7,
  collectAgain: 8,
  notePaidElsewhere: 9,
  lower: 10,
  lookedAt: 11,
};

/** The buttons of an order: what the server says can be done with it, no more and no less. */
export function stepsOf(order: Pick<MerchantOrder, 'can' | 'channel'>): StepViews {
  const { can } = order;
  const channel = channelOf(order);
  const main = MAIN.find((step) => can.includes(step)) ?? null;
  const others = can.filter((step) => step !== main).sort((a, b) => ORDER[a] - ORDER[b]);
  return { main: main && stepView(main, channel), others: others.map((step) => stepView(step, channel)) };
}

export function stepForm(step: OperatorStep, order: MerchantOrder): StepForm {
  return { ...stepView(step, channelOf(order)), fields: fieldsOf(step, order) };
}

function stepView(step: OperatorStep, channel: ChannelWords): StepView {
  const { label, note } = STEPS[step];
  return { step, label, note: naming(channel, note) };
}
