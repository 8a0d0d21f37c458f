const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * Limits of the platform for cloud functions, and what it answers when one is passed
 * (https://docs.cloudbase.net/en/error-code/basic, https://www.tencentcloud.com/document/product/583/35311). They
 * differ by plan and change over the years: this table is the one place to adjust them. The platform documents no
 * CloudBase code for a result that is too large; the one of events is used.
 */
export const functionLimits = {
  /** Used where cloudbaserc.json gives none; what the CLI itself fills in. */
  defaultHandler: 'index.main',
  defaultRuntime: 'Nodejs18.15',
  defaultTimeoutS: 10,
  maxTimeoutS: 900,
  defaultMemoryMb: 256,
  /** Names and values of a function's variables together. https://cloud.tencent.com/document/product/583/11637 */
  variablesBytes: 4 * KIB,

  /** An event, and equally a result, as JSON text. */
  eventBytes: 6 * MIB,
  resultBytes: 6 * MIB,
  /** Bodies under HTTP access: text, and everything else. */
  httpTextBytes: 100 * KIB,
  httpBinaryBytes: 6 * MIB,

  /** The platform allows far more; a laptop has a process of about 70 MB for each. */
  instancesPerFunction: 8,
  /** Calls that wait for an instance; one more is refused at once, and each is refused after `queueWaitMs`. */
  queuedCalls: 200,
  queueWaitMs: 10_000,
  /** The platform's own `initTimeout` default: how long loading the bundle may take. */
  loadTimeoutMs: 65_000,
  idleInstanceMs: 120_000,
  /** An instance that has not taken over a moved clock by then is stuck, and is stopped. */
  clockAckMs: 5_000,

  /** What is kept of a call's console. */
  consoleLines: 500,
  consoleChars: 64 * KIB,
  returnedChars: 4 * KIB,
  wireRecordsKept: 1_000,
  callsKept: 2_000,
} as const;

export const functionErrors = {
  notFound: 'FUNCTION_NOT_FOUND',
  failed: 'FUNCTIONS_EXECUTE_FAIL',
  timedOut: 'FUNCTION_TIME_LIMIT_EXCEEDED',
  outOfMemory: 'FUNCTION_MEMORY_LIMIT_EXCEEDED',
  payloadTooLarge: 'EXCEED_MAX_PAYLOAD_SIZE',
  tooManyCalls: 'EXCEED_CONCURRENT_REQUEST_LIMIT',
} as const;
