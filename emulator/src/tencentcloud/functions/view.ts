import { createHash } from 'node:crypto';
import type { RegisteredFunction } from '../../functions/registry.ts';
import type { Json } from '../action.ts';
import { apiTime } from './api-time.ts';

/** What has no effect here and is answered as it was given, and what is answered where it was not. */
const detailDefaults: Json = {
  Description: '',
  Type: 'Event',
  Role: '',
  InstallDependency: 'FALSE',
  ClsLogsetId: '',
  ClsTopicId: '',
  Layers: [],
  VpcConfig: { VpcId: '', SubnetId: '' },
  Tags: [],
};

/** The parameters that are kept only to be answered. */
export function detailsOf(params: Json): Json {
  const names = Object.keys(detailDefaults).filter((name) => (params[name] ?? undefined) !== undefined);
  return Object.fromEntries(names.map((name) => [name, params[name]]));
}

/** A function in a list (https://cloud.tencent.com/document/api/583/18582). */
export function summaryOf(
  { settings, details, addedAt, modifiedAt }: RegisteredFunction,
  envId: string,
): Json {
  const { name, runtime } = settings;
  const { Description, Type } = { ...detailDefaults, ...details };
  return {
    FunctionName: name,
    FunctionId: `lam-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`,
    Namespace: envId,
    Runtime: runtime,
    // A deployment is done when it is answered: there is nothing to wait for.
    Status: 'Active',
    StatusDesc: '',
    StatusReasons: [],
    Type,
    Description,
    AddTime: apiTime(addedAt),
    ModTime: apiTime(modifiedAt),
  };
}

/**
 * All about a function but its code (https://cloud.tencent.com/document/api/583/18584).
 * @throws Error that names the variable that a declared function lacks
 */
export function detailOf(registered: RegisteredFunction, envId: string): Json {
  const { settings, details, variables } = registered;
  return {
    ...detailDefaults,
    ...details,
    ...summaryOf(registered, envId),
    FunctionVersion: '$LATEST',
    Qualifier: '$LATEST',
    AvailableStatus: 'Available',
    Handler: settings.handler,
    Timeout: settings.timeoutMs / 1000,
    MemorySize: settings.memoryMb,
    Environment: { Variables: Object.entries(variables()).map(([Key, Value]) => ({ Key, Value })) },
    Triggers: triggersOf(registered),
    CodeResult: 'success',
    CodeError: '',
    ErrNo: 0,
  };
}

export function triggersOf({ settings, modifiedAt }: RegisteredFunction): readonly Json[] {
  return settings.triggers.map(({ name, cron }) => ({
    TriggerName: name,
    Type: 'timer',
    TriggerDesc: JSON.stringify({ cron }),
    Qualifier: '$LATEST',
    Enable: 1,
    AvailableStatus: 'Available',
    AddTime: apiTime(modifiedAt),
    ModTime: apiTime(modifiedAt),
  }));
}
