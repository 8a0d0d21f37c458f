import { randomUUID } from 'node:crypto';
import { DomainError } from '../domain/domainError.ts';
import type { CoreServices } from '../usecases/services.ts';
import { openCloudbaseStore } from './cloudbaseStore.ts';
import { buyerIdOf, orderIdOf, requestHashOf } from './identity.ts';
import { keptForAMinute } from './keptForAMinute.ts';
import { logAlarm, logEvent } from './log.ts';
import { readRules } from './rules.ts';

interface Operator {
  readonly staffNo: string;
  readonly active: boolean;
}

/** The services of one function instance, but for the channels. */
export function openServices(): CoreServices {
  const store = openCloudbaseStore();
  const rules = keptForAMinute(() => readRules(store));
  const operators = keptForAMinute((openid) => store.get<Operator>('operators', openid));
  return {
    store,
    identity: { buyerId: buyerIdOf, orderId: orderIdOf, requestHash: requestHashOf },
    now: () => new Date(),
    newId: () => randomUUID().replaceAll('-', ''),
    rules: () => rules(''),
    async operator({ openid, staffDoor }) {
      const operator = staffDoor ? await operators(openid) : null;
      if (!operator?.active) throw new DomainError('FORBIDDEN');
      return { role: 'operator', id: operator.staffNo };
    },
    log: logEvent,
    alarm: logAlarm,
  };
}
