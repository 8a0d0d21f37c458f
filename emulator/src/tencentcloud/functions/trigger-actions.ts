import { TimerPattern } from '../../functions/cron.ts';
import type { TimerTrigger } from '../../functions/project.ts';
import type { FunctionRegistry } from '../../functions/registry.ts';
import { isJsonObject } from '../../http/body.ts';
import { type ApiActions, ApiError, type Json } from '../action.ts';
import { requiredText } from '../params.ts';
import { findFunction } from './find.ts';
import { apiErrors, deploymentLimits } from './limits.ts';
import { triggersOf } from './view.ts';

/** https://docs.cloudbase.net/cli-v1/functions/trigger */
const nameForm = /^[A-Za-z][\w-]{0,59}$/;

/** Actions on the timers of functions. A new one counts from now. */
export function triggerActions(registry: FunctionRegistry): ApiActions {
  return {
    // Not documented: what the official CLI calls. It may be repeated, so it replaces what there is.
    'scf.BatchCreateTrigger': async (params) => {
      const { settings } = findFunction(registry, params);
      const triggers = listOf(requiredText(params, 'Triggers')).map(readTrigger);
      refuseTooMany(triggers);
      registry.setTriggers(settings.name, triggers);
      return {};
    },

    // https://cloud.tencent.com/document/api/583/18589
    'scf.CreateTrigger': async (params) => {
      const { settings } = findFunction(registry, params);
      const trigger = readTrigger(params);
      if (settings.triggers.some(({ name }) => name === trigger.name)) {
        throw new ApiError(apiErrors.triggerExists, `${settings.name} has a trigger ${trigger.name} already`);
      }
      const triggers = [...settings.triggers, trigger];
      refuseTooMany(triggers);
      registry.setTriggers(settings.name, triggers);
      return { TriggerInfo: triggersOf(findFunction(registry, params)).at(-1) };
    },

    // https://cloud.tencent.com/document/api/583/18588
    'scf.DeleteTrigger': async (params) => {
      const { settings } = findFunction(registry, params);
      const sought = requiredText(params, 'TriggerName');
      const left = settings.triggers.filter(({ name }) => name !== sought);
      if (left.length === settings.triggers.length) {
        throw new ApiError(apiErrors.noTrigger, `${settings.name} has no trigger ${sought}`);
      }
      registry.setTriggers(settings.name, left);
      return {};
    },
  };
}

function listOf(text: string): readonly Json[] {
  const list = jsonOf(text);
  if (Array.isArray(list) && list.every(isJsonObject)) return list;
  throw new ApiError(apiErrors.invalid, 'the parameter Triggers must be a list of objects as JSON text');
}

function readTrigger(trigger: Json): TimerTrigger {
  const name = requiredText(trigger, 'TriggerName');
  if (!nameForm.test(name)) {
    throw new ApiError(apiErrors.triggerName, `"${name}" cannot be the name of a trigger`);
  }
  const type = requiredText(trigger, 'Type');
  if (type !== 'timer') {
    throw new ApiError(
      apiErrors.triggerType,
      `the trigger ${name} is of type ${type}: only timers are possible`,
    );
  }
  return { name, cron: readPattern(requiredText(trigger, 'TriggerDesc'), name) };
}

/** The pattern alone, or as `{"cron": …}`, which is how it is answered. */
function readPattern(text: string, triggerName: string): string {
  const description = jsonOf(text);
  const cron = isJsonObject(description) ? requiredText(description, 'cron') : text;
  try {
    new TimerPattern(cron);
    return cron;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(
      apiErrors.triggerPattern,
      `the trigger ${triggerName} has a bad pattern "${cron}": ${reason}`,
    );
  }
}

function refuseTooMany(triggers: readonly TimerTrigger[]): void {
  if (triggers.length > deploymentLimits.triggersPerFunction) {
    throw new ApiError(
      apiErrors.tooManyTriggers,
      `a function has at most ${deploymentLimits.triggersPerFunction} timer`,
    );
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
