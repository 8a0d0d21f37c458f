import type { FunctionRegistry, RegisteredFunction } from '../../functions/registry.ts';
import { type ApiActions, ApiError, type Json } from '../action.ts';
import type { ObjectStore } from '../object-store.ts';
import { requiredText, textParam } from '../params.ts';
import { deployedPackage } from './code.ts';
import { findFunction } from './find.ts';
import { apiErrors } from './limits.ts';
import { readChanges, readHandler, readLimits, readName, readRuntime } from './settings.ts';
import { detailsOf } from './view.ts';

/** Actions that make, change and remove functions. What they answer is in force for the next call. */
export function deployActions(registry: FunctionRegistry, objects: ObjectStore): ApiActions {
  return {
    // https://cloud.tencent.com/document/api/583/18586
    'scf.CreateFunction': async (params) => {
      const name = readName(params);
      if (registry.get(name)) {
        throw new ApiError(apiErrors.functionExists, `the function ${name} exists already`);
      }
      refuseOtherTypes(params);
      const handler = readHandler(params);
      registry.add(name, {
        handler,
        runtime: readRuntime(params),
        ...readLimits(params),
        package: deployedPackage(params, handler, objects),
        details: detailsOf(params),
      });
      return {};
    },

    // https://cloud.tencent.com/document/api/583/18581
    'scf.UpdateFunctionCode': async (params) => {
      const { settings } = findFunction(registry, params);
      const handler = params['Handler'] === undefined ? settings.handler : readHandler(params);
      const deployed = deployedPackage(params, handler, objects);
      registry.update(settings.name, { handler, package: deployed, details: detailsOf(params) });
      return {};
    },

    // https://cloud.tencent.com/document/api/583/18580
    'scf.UpdateFunctionConfiguration': async (params) => {
      const registered = findFunction(registry, params);
      refuseOtherRuntime(params, registered);
      registry.update(registered.settings.name, { ...readChanges(params), details: detailsOf(params) });
      return {};
    },

    // https://cloud.tencent.com/document/api/583/18585
    'scf.DeleteFunction': async (params) => {
      registry.remove(findFunction(registry, params).settings.name);
      return {};
    },

    // Not documented: the official CLI asks it where it may upload the code.
    'scf.GetTempCosInfo': async (params) => {
      const { date, sign } = objects.permitUpload(requiredText(params, 'ObjectPath'));
      return { Date: date, Sign: sign };
    },
  };
}

function refuseOtherTypes(params: Json): void {
  const type = textParam(params, 'Type') ?? 'Event';
  if (type !== 'Event') {
    throw new ApiError(apiErrors.unsupported, `the emulator runs functions of type Event, not ${type}`);
  }
}

/** What a function runs on is chosen once and for all. */
function refuseOtherRuntime(params: Json, { settings }: RegisteredFunction): void {
  const runtime = textParam(params, 'Runtime') ?? settings.runtime;
  if (runtime !== settings.runtime) {
    throw new ApiError(
      apiErrors.runtime,
      `the runtime of ${settings.name} is ${settings.runtime} and cannot be changed to ${runtime}`,
    );
  }
}
