import cloudbase from '@cloudbase/node-sdk';

/** Well below every function's own time-out: a hanging database must end as an error, not as a kill. */
const TIMEOUT_MS = 5_000;

/** The official SDK, bound to the environment that the function runs in; one per instance. */
export const cloudbaseApp = cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV, timeout: TIMEOUT_MS });
