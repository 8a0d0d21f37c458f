import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import type { FunctionPackage, FunctionRegistry, RegisteredFunction } from '../../functions/registry.ts';
import type { ApiAction, ApiActions } from '../action.ts';
import type { ObjectStore } from '../object-store.ts';
import { countParam, textParam } from '../params.ts';
import { packageOf } from './code.ts';
import { findFunction } from './find.ts';
import { deploymentLimits } from './limits.ts';
import { detailOf, summaryOf } from './view.ts';

/** Actions that show functions: declared ones as if they had been deployed. */
export function readActions(registry: FunctionRegistry, envId: string, objects: ObjectStore): ApiActions {
  const listFunctions: ApiAction = async (params) => {
    const offset = countParam(params, 'Offset') ?? 0;
    const limit = countParam(params, 'Limit') ?? deploymentLimits.listedFunctions;
    const sought = textParam(params, 'SearchKey') ?? '';
    const found = registry.list().filter(({ settings }) => settings.name.includes(sought));
    const page = found.slice(offset, offset + limit);
    return { Functions: page.map((each) => summaryOf(each, envId)), TotalCount: found.length };
  };
  return {
    // https://cloud.tencent.com/document/api/583/18584
    'scf.GetFunction': async (params) => {
      const registered = findFunction(registry, params);
      const code = packageOf(registered);
      const shown = textParam(params, 'ShowCode') === 'TRUE' ? codeOf(registered, code) : '';
      return { ...detailOf(registered, envId), CodeSize: code.zip.length, CodeInfo: shown };
    },

    // https://cloud.tencent.com/document/api/583/18582
    'scf.ListFunctions': listFunctions,
    // What manager-node calls since 5.x; the CLI's own copy of it calls the other.
    'tcb.ListFunctions': listFunctions,

    // https://cloud.tencent.com/document/api/583/37164
    'scf.GetFunctionAddress': async (params) => {
      const { zip } = packageOf(findFunction(registry, params));
      return { Url: objects.offer(zip), CodeSha256: createHash('sha256').update(zip).digest('hex') };
    },
  };
}

/** The handler's file, unless it is large. */
function codeOf({ settings }: RegisteredFunction, { files }: FunctionPackage): string {
  const code = files.get(relative(settings.folder, settings.file));
  return code && code.length <= deploymentLimits.shownCodeBytes ? Buffer.from(code).toString('utf8') : '';
}
