import type { OperatorStep } from '../../../cloudfunctions/shared/domain/order/steps.ts';
import { formatFen, parseYuan } from '../../format/money';
import { CARRIERS, PROBLEMS, SUGGESTED_REASONS, FIELDS as WORDS } from '../copy/steps';
import type { MerchantOrder } from './answers';
import { dayOf } from './days';

/** Something that an operator fills in before a step. */
export interface Field {
  readonly name: string;
  readonly kind: 'text' | 'amount' | 'choice' | 'day';
  readonly label: string;
  readonly hint: string;
  readonly max: number;
  readonly optional: boolean;
  /** Texts that a tap fills in. */
  readonly suggestions: readonly string[];
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Whether the phone's camera can read it. */
  readonly scanned: boolean;
  /** The first and the last day that can be chosen. */
  readonly from: string;
  readonly to: string;
  /** An amount must be less than this. */
  readonly belowFen: number;
  /** What stands there at first. */
  readonly value: string;
}

/** What was filled in, by the fields' names. */
export type Values = Readonly<Record<string, string>>;

type FieldsOf = (order: MerchantOrder) => readonly Field[];

const none: FieldsOf = () => [];

/** The longest texts are those of contract/inputs.ts. */
const FIELDS: Readonly<Record<OperatorStep, FieldsOf>> = {
  ship: () => [
    field('carrier', WORDS.carrier, { hint: WORDS.carrierHint, max: 40, suggestions: CARRIERS }),
    field('trackingNo', WORDS.trackingNo, { hint: WORDS.trackingNoHint, max: 40, scanned: true }),
  ],
  recordDelivery: () => [
    field('evidence', WORDS.evidence, {
      hint: WORDS.evidenceHint,
      max: 200,
      suggestions: SUGGESTED_REASONS.evidence,
    }),
  ],
  recordUndelivered: () => [
    field('reason', WORDS.reason, {
      hint: WORDS.reasonHint,
      max: 50,
      suggestions: SUGGESTED_REASONS.undelivered,
    }),
  ],
  lower: ({ payableFen }) => [
    field('amount', WORDS.amount, {
      kind: 'amount',
      belowFen: payableFen,
      hint: WORDS.amountHint(formatFen(payableFen)),
      max: 10,
    }),
    field('reason', WORDS.reasonForBuyer, {
      hint: WORDS.reasonHint,
      max: 50,
      suggestions: SUGGESTED_REASONS.lower,
    }),
  ],
  collectAgain: none,
  notePaidElsewhere: ({ createdAt, at }) => {
    const today = dayOf(at);
    return [field('day', WORDS.paidOn, { kind: 'day', from: dayOf(createdAt), to: today, value: today })];
  },
  agree: ({ claim }) => [
    ...(claim?.kind === 'return'
      ? [choice('goodsBack', WORDS.goodsBack, { yes: WORDS.goodsBackYes, no: WORDS.goodsBackNo })]
      : []),
    field('note', WORDS.note, { hint: WORDS.noteHint, max: 100, optional: true }),
  ],
  refuse: () => [field('reason', WORDS.reasonForBuyer, { hint: WORDS.reasonHint, max: 100 })],
  goodsBack: none,
  answerReview: () => [
    choice('decision', WORDS.decision, { approve: WORDS.approve, keep: WORDS.keep }),
    field('note', WORDS.answer, { hint: WORDS.answerHint, max: 100 }),
  ],
  lookedAt: none,
};

export function fieldsOf(step: OperatorStep, order: MerchantOrder): readonly Field[] {
  return FIELDS[step](order);
}

/** What is wrong with what was filled in, in words for whoever did; empty if nothing is. */
export function problemIn(fields: readonly Field[], values: Values): string {
  for (const one of fields) {
    const problem = problemOf(one, values[one.name]?.trim() ?? '');
    if (problem) return problem;
  }
  return '';
}

function problemOf({ kind, label, max, optional, belowFen }: Field, value: string): string {
  if (kind === 'amount') {
    const amountFen = parseYuan(value);
    if (amountFen === null) return PROBLEMS.amount;
    return amountFen < belowFen ? '' : PROBLEMS.notLower(formatFen(belowFen));
  }
  // What a camera reads may be longer than what can be typed.
  if (value.length > max) return PROBLEMS.tooLong(label, max);
  if (value !== '' || optional) return '';
  return kind === 'choice' ? PROBLEMS.choose(label) : PROBLEMS.empty(label);
}

function field(name: string, label: string, more: Partial<Field>): Field {
  return {
    name,
    label,
    kind: 'text',
    hint: '',
    max: 100,
    optional: false,
    suggestions: [],
    options: [],
    scanned: false,
    from: '',
    to: '',
    belowFen: 0,
    value: '',
    ...more,
  };
}

function choice(name: string, label: string, options: Readonly<Record<string, string>>): Field {
  return field(name, label, {
    kind: 'choice',
    options: Object.entries(options).map(([value, words]) => ({ value, label: words })),
  });
}
