export const jobKinds = ['debit', 'debitEnd', 'expire', 'deliver', 'refund'] as const;

/** What the stand-in will do later, by itself. */
export type JobKind = (typeof jobKinds)[number];
