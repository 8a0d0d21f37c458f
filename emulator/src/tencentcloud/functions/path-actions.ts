import { type AccessPath, type AccessPaths, withoutEndSlashes } from '../../functions/access-paths.ts';
import type { FunctionRegistry } from '../../functions/registry.ts';
import { type ApiActions, ApiError, type Json } from '../action.ts';
import { countParam, requiredText, textParam } from '../params.ts';
import { apiErrors } from './limits.ts';

/** The one kind of backend that a path has here; 2 would be a container. */
const functionType = 1;
const withAuthentication = 1;

/** Actions on the paths under HTTP access, which the API calls a gateway. Those of declared functions are among them. */
export function pathActions(paths: AccessPaths, registry: FunctionRegistry, envId: string): ApiActions {
  return {
    // https://cloud.tencent.com/document/api/876/128124
    'tcb.CreateCloudBaseGWAPI': async (params) => {
      refuseOtherService(params, envId);
      const path = readPath(requiredText(params, 'Path'));
      const name = requiredText(params, 'Name');
      if (countParam(params, 'Type') !== functionType) {
        throw new ApiError(apiErrors.unsupported, 'a path can only lead to a function here (Type 1)');
      }
      if (countParam(params, 'AuthSwitch') === withAuthentication) {
        throw new ApiError(apiErrors.unsupported, 'the emulator checks no authentication of paths');
      }
      if (!registry.get(name)) throw new ApiError(apiErrors.noFunction, `there is no function ${name}`);
      const taken = paths.get(path);
      if (taken) {
        throw new ApiError(apiErrors.pathInUse, `the path ${path} leads to ${taken.functionName} already`);
      }
      return { APIId: paths.add(path, name).id };
    },

    // https://cloud.tencent.com/document/api/876/128121
    'tcb.DescribeCloudBaseGWAPI': async (params) => {
      refuseOtherService(params, envId);
      const found = matching(paths, params);
      const offset = countParam(params, 'Offset') ?? 0;
      const limit = countParam(params, 'Limit') ?? found.length;
      const page = found.slice(offset, offset + limit);
      return {
        APISet: page.map((path) => viewOf(path, envId)),
        EnableService: true,
        Total: found.length,
        Offset: offset,
        Limit: limit,
      };
    },

    // https://cloud.tencent.com/document/api/876/128123
    'tcb.DeleteCloudBaseGWAPI': async (params) => {
      refuseOtherService(params, envId);
      if ([params['Path'], params['Name'], params['APIId']].every((selector) => !selector)) {
        throw new ApiError('MissingParameter', 'say which path: Path, Name or APIId');
      }
      const found = matching(paths, params);
      for (const { path } of found) paths.remove(path);
      return { Count: found.length };
    },

    // Where the CLI learns the public host, which it prints.
    'tcb.DescribeCloudBaseGWService': async (params) => {
      refuseOtherService(params, envId);
      return {
        ServiceSet: [],
        EnableService: true,
        EnableUnion: true,
        DefaultDomain: `${envId}.service.tcloudbase.com`,
        OriginDomain: '',
      };
    },
  };
}

/** Each environment has one gateway, with the environment's own id. */
function refuseOtherService(params: Json, envId: string): void {
  const service = textParam(params, 'ServiceId') ?? envId;
  if (service !== envId) throw new ApiError('ResourceNotFound', `there is no HTTP access of ${service}`);
}

function readPath(path: string): string {
  if (!path.startsWith('/')) throw new ApiError(apiErrors.invalid, `the path ${path} must start with "/"`);
  return withoutEndSlashes(path);
}

/** Those that fit all that is said. */
function matching(paths: AccessPaths, params: Json): readonly AccessPath[] {
  const path = textParam(params, 'Path');
  const name = textParam(params, 'Name');
  const id = textParam(params, 'APIId');
  return paths
    .list()
    .filter(
      (each) =>
        (!path || each.path === readPath(path)) &&
        (!name || each.functionName === name) &&
        (!id || each.id === id),
    );
}

function viewOf({ id, path, functionName, createdAt }: AccessPath, envId: string): Json {
  return {
    ServiceId: envId,
    EnvId: envId,
    APIId: id,
    Path: path,
    Type: functionType,
    Name: functionName,
    CreateTime: Math.floor(createdAt.getTime() / 1000),
    Custom: '',
    EnableAuth: false,
    Domain: '*',
    ConflictFlag: false,
  };
}
