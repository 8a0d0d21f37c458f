import type { CallLog } from '../../functions/calls.ts';
import type { FunctionsService } from '../../functions/index.ts';
import type { ApiActions } from '../action.ts';
import type { ObjectStore } from '../object-store.ts';
import { deployActions } from './deploy-actions.ts';
import { invokeAction } from './invoke-action.ts';
import { logActions } from './log-actions.ts';
import { pathActions } from './path-actions.ts';
import { readActions } from './read-actions.ts';
import { triggerActions } from './trigger-actions.ts';

export interface FunctionActionsOptions extends Pick<FunctionsService, 'registry' | 'paths' | 'host'> {
  readonly calls: CallLog;
  readonly envId: string;
  /** Where clients leave code, and find it again. */
  readonly objects: ObjectStore;
}

/** What the API does with functions: `scf.*`, and of `tcb.*` their logs and HTTP paths. */
export function functionActions(options: FunctionActionsOptions): ApiActions {
  const { registry, paths, host, calls, envId, objects } = options;
  return {
    ...deployActions(registry, objects),
    ...readActions(registry, envId, objects),
    ...triggerActions(registry),
    ...invokeAction(registry, host, calls),
    ...logActions(registry, calls),
    ...pathActions(paths, registry, envId),
  };
}
