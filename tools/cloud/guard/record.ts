import { appendFileSync } from 'node:fs';
import { isLoopback } from './loopback.ts';

/** One line of the file that `HOUFU_LOOKUPS` names, as JSON. */
export interface Attempt {
  /** The name or address. */
  readonly host: string;
  /** By what it was looked up or reached, such as `dns.lookup`. */
  readonly by: string;
  readonly refused: boolean;
}

/** What a refused look-up or connection fails with. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code = 'EACCES';

  constructor(readonly host: string) {
    super(`${host} was not asked for: only this machine may be reached from here`);
  }
}

/** Records the attempt. @returns the error to fail with, null if it may go on */
export function judge(host: string, by: string): Refused | null {
  const refused = !isLoopback(host);
  const file = process.env['HOUFU_LOOKUPS'];
  if (file) appendFileSync(file, `${JSON.stringify({ host, by, refused } satisfies Attempt)}\n`);
  return refused ? new Refused(host) : null;
}
