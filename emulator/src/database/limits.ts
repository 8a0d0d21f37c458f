/** A limit that refuses what exceeds it, and the code that the refusal carries. */
export interface Limit {
  readonly max: number;
  readonly code: string;
}

export interface DatabaseLimits {
  /** Documents a query answers if it names no limit, and at most; more is cut silently. */
  readonly pageSize: { readonly default: number; readonly max: number };
  /** Documents that the platform answers to an aggregation without a limit. */
  readonly unlimitedAggregation: { readonly max: number };
  readonly transactionLifeMs: number;
  readonly transactionOperations: Limit;
  /**
   * What an operation in a transaction takes at least, in ms: only so can a second one overlap it, and be
   * refused. 0: they take turns. Ours, not the platform's.
   */
  readonly transactionOperationMs: number;
  /** How long an ordinary write waits for a document that a transaction holds, in ms. */
  readonly lockWaitMs: number;
  readonly documentBytes: Limit;
  /** Levels of documents and arrays, the document itself included. */
  readonly documentDepth: Limit;
  readonly insertBatch: Limit;
  readonly collections: Limit;
  readonly indexesPerCollection: Limit;
  readonly fieldsPerIndex: Limit;
  /** A query that reads a larger collection whole is reported. Ours, not the platform's. */
  readonly quietScanDocuments: number;
}

/** How long an operation in a transaction takes where the platform is to be taken at its strictest. */
export const STRICT_TRANSACTION_OPERATION_MS = 2;

/**
 * The platform's limits in one place. Sources: https://docs.cloudbase.net/en/faq/database (collections, indexes),
 * https://docs.cloudbase.net/database/transaction (transactions), Collection.limit of the SDKs (page sizes),
 * https://www.mongodb.com/docs/manual/reference/limits/ (documents). They differ by plan and date.
 */
export const platformLimits: DatabaseLimits = {
  pageSize: { default: 100, max: 1000 },
  unlimitedAggregation: { max: 20 },
  transactionLifeMs: 30_000,
  // The code for too many operations is unknown.
  transactionOperations: { max: 100, code: 'DATABASE_TRANSACTION_FAIL' },
  transactionOperationMs: 0,
  // The platform's duration is unknown; it must stay below the SDK's own time-out of 15 s to be seen at all.
  lockWaitMs: 5_000,
  documentBytes: { max: 16 * 1024 * 1024, code: 'DATABASE_REQUEST_FAILED' },
  documentDepth: { max: 100, code: 'DATABASE_REQUEST_FAILED' },
  // MongoDB's batch size; 1001 documents at once were observed to work, the platform's own number is unknown.
  insertBatch: { max: 100_000, code: 'DATABASE_REQUEST_FAILED' },
  // By plan: 15 (free) to 800.
  collections: { max: 800, code: 'DATABASE_COLLECTION_EXCEED_LIMIT' },
  // Ours: the SDKs cannot make an index.
  indexesPerCollection: { max: 100, code: 'DATABASE_INDEX_EXCEED_LIMIT' },
  fieldsPerIndex: { max: 31, code: 'INVALID_PARAM' },
  quietScanDocuments: 1000,
};
