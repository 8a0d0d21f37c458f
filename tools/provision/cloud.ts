import type { CloudTarget } from '../cloud/target.ts';
import { Documents } from './documents.ts';
import { Tables } from './tables.ts';

/** The database of an environment, as those see it who manage it. */
export interface Cloud {
  readonly tables: Tables;
  readonly documents: Documents;
}

export function openCloud(target: CloudTarget): Cloud {
  if (target.origin !== null) pointSdksAt(target.origin);
  return { tables: new Tables(target), documents: new Documents(target) };
}

/** Both SDKs read at every request where it goes, and nowhere else can they be told. */
function pointSdksAt(origin: string): void {
  // The local CloudBase is reached directly: a proxy is asked for a tunnel even where there is no TLS.
  delete process.env['http_proxy'];
  Object.assign(process.env, {
    TCB_BASE_URL: origin,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin}/admin?` }),
    // Without it every call looks for the metadata service of a virtual machine.
    TENCENTCLOUD: 'true',
    SILENCE: 'true',
  });
}
