import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonObject, readBody } from '../http/body.ts';
import { asPlatformError, sendJson } from '../http/respond.ts';
import { DroppedConnection, type Faults } from '../kernel/faults.ts';
import { type ApiAction, type ApiActions, ApiError, type Json } from './action.ts';
import type { ApiCredentials } from './credentials.ts';
import { verifySignature } from './signature.ts';

/** The largest signed request (https://cloud.tencent.com/document/api/213/30654). */
const bodyLimitBytes = 10 * 1024 * 1024;

/** The versions of the APIs that are played; the CLI looks for an unknown environment in the last one. */
const versions = new Map([
  ['scf', ['2018-04-16']],
  ['tcb', ['2018-06-08', '2019-09-24']],
]);

/** What this API calls errors that the emulator's parts have in common. */
const codes = new Map([
  ['SYS_ERR', 'InternalError'],
  ['EXCEED_MAX_PAYLOAD_SIZE', 'RequestSizeLimitExceeded'],
]);

export interface ApiDoorOptions {
  readonly actions: ApiActions;
  readonly credentials: ApiCredentials;
  readonly envId: string;
  readonly faults: Faults;
}

/** The door of the Tencent Cloud API 3.0: signed JSON in, `{"Response": …}` out, always with status 200. */
export class ApiDoor {
  readonly #options: ApiDoorOptions;

  constructor(options: ApiDoorOptions) {
    this.#options = options;
  }

  /** @param hostService the service whose host was called; null = the emulator's own, which serves them all */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    hostService: string | null,
  ): Promise<void> {
    const RequestId = randomUUID();
    try {
      const answer = await this.#answer(request, hostService);
      // The log of a call answers the id of that call.
      sendJson(response, 200, { Response: { RequestId, ...answer } });
    } catch (error) {
      if (error instanceof DroppedConnection) response.destroy();
      else sendJson(response, 200, { Response: { Error: errorOf(error), RequestId } });
    }
  }

  async #answer(request: IncomingMessage, hostService: string | null): Promise<Json> {
    const { credentials, faults } = this.#options;
    const body = await readBody(request, bodyLimitBytes);
    const { method = 'POST', url: target = '/', headers } = request;
    const service = verifySignature({ method, target, headers, body }, credentials);
    if (hostService !== null && service !== hostService) {
      throw new ApiError('AuthFailure.SignatureFailure', `signed for ${service}, sent to ${hostService}`);
    }
    const action = String(headers['x-tc-action'] ?? '');
    const run = this.#find(service, action, String(headers['x-tc-version']));
    const params = paramsOf(body);
    this.#refuseOtherEnvironments(action, params);
    const point = {
      service,
      action,
      function: textOf(params['FunctionName']),
      collection: textOf(params['TableName'] ?? params['CollectionName']),
      callId: undefined,
    };
    return (await faults.around(point, () => run(params))).value;
  }

  /** @throws ApiError NoSuchProduct, NoSuchVersion, InvalidAction */
  #find(service: string, action: string, version: string): ApiAction {
    const played = versions.get(service);
    if (!played) {
      throw new ApiError('NoSuchProduct', `the emulator has no service ${service} (asked for ${action})`);
    }
    if (!played.includes(version)) {
      throw new ApiError('NoSuchVersion', `the emulator has no version ${version} of ${service}`);
    }
    const { actions } = this.#options;
    const name = `${service}.${action}`;
    const run = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!run) throw new ApiError('InvalidAction', `the emulator has no action ${action} of ${service}`);
    return run;
  }

  /** The account has one environment; a list of environments may be asked for any. */
  #refuseOtherEnvironments(action: string, params: Json): void {
    const { envId } = this.#options;
    const environment = params['EnvId'] ?? envId;
    if (environment !== envId && action !== 'DescribeEnvs') {
      throw new ApiError('ResourceNotFound', `the environment ${String(environment)} does not exist`);
    }
    const namespace = params['Namespace'] ?? envId;
    if (namespace !== envId) {
      throw new ApiError('ResourceNotFound.Namespace', `the namespace ${String(namespace)} does not exist`);
    }
  }
}

function paramsOf(body: Buffer): Json {
  let params: unknown;
  try {
    params = JSON.parse(body.toString('utf8'));
  } catch {
    throw new ApiError('InvalidParameter', 'the body is not valid JSON');
  }
  if (!isJsonObject(params)) throw new ApiError('InvalidParameter', 'the body must be a JSON object');
  return params;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function errorOf(error: unknown): Json {
  if (error instanceof ApiError) return { Code: error.code, Message: error.message };
  const { code, message } = asPlatformError(error);
  return { Code: codes.get(code) ?? code, Message: message };
}
