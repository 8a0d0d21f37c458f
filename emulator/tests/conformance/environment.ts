/** Points the SDKs, which read it with every request, at the emulator. */
export function connectTo(origin: string): void {
  Object.assign(process.env, {
    TENCENTCLOUD_SECRETID: 'x',
    TENCENTCLOUD_SECRETKEY: 'y',
    TENCENTCLOUD: 'true',
    TCB_ENV: 'local-env',
    SILENCE: 'true',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin}/admin?` }),
  });
}

/** The error that a promise rejects with. @throws Error if it does not */
export async function failure(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a failure');
}
