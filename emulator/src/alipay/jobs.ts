export const jobKinds = ['debit', 'advance', 'tradeEnd', 'refund', 'deliver'] as const;

/** What the stand-in will do later, by itself. */
export type JobKind = (typeof jobKinds)[number];
