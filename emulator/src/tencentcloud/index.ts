import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { getRoute } from '../http/get-route.ts';
import { sendJson, sendText } from '../http/respond.ts';
import type { Clock } from '../kernel/clock.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Faults } from '../kernel/faults.ts';
import type { Route, Service } from '../kernel/service.ts';
import type { ApiActions } from './action.ts';
import { ApiDoor } from './api-door.ts';
import { type HostCertificate, issueHostCertificate } from './certificates.ts';
import { newCredentials } from './credentials.ts';
import { environmentActions } from './environment-actions.ts';
import { apiServiceOf, region, telemetryHost, uploadHost } from './hosts.ts';
import { ObjectDoor } from './object-door.ts';
import { downloadPath, type ObjectStore } from './object-store.ts';
import { Tunnel } from './tunnel.ts';

export interface TencentCloudOptions {
  readonly origin: string;
  readonly envId: string;
  /** Of the mini-program. */
  readonly appId: string;
  readonly clock: Clock;
  readonly faults: Faults;
  /** What the templates of `cloudbaserc.json` name, with the values that it has here. */
  variables(): Readonly<Record<string, string>>;
  readonly objects: ObjectStore;
  /** What can be done to the functions and the database. */
  readonly actions: ApiActions;
}

export interface TencentCloud extends Service {
  /** Makes the emulator's server the proxy that leads to what is played here. */
  attach(server: Server): void;
}

/**
 * The Tencent Cloud API of this environment, so that the official CLI and manager-node deploy to it: at the emulator's
 * own origin, and at the vendor's hosts for who uses the emulator as a proxy.
 */
export function createTencentCloud(options: TencentCloudOptions): TencentCloud {
  const { origin, envId, appId, clock, faults, objects, variables } = options;
  const credentials = newCredentials();
  const actions = { ...environmentActions(envId), ...options.actions };
  const apiDoor = new ApiDoor({ actions, credentials, envId, faults });
  const objectDoor = new ObjectDoor(objects, faults);
  let issued: Promise<HostCertificate> | null = null;
  // Made when it is needed: loading what makes it takes as long as the emulator's start.
  const certificate = () => {
    issued ??= issueHostCertificate();
    return issued;
  };

  async function serveHost(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.on('error', () => undefined);
    const host = (request.headers.host ?? '').toLowerCase().replace(/:443$/, '');
    const service = apiServiceOf(host);
    if (service !== null) await apiDoor.handle(request, response, service);
    else if (host === uploadHost) await objectDoor.handle(request, response);
    else if (host === telemetryHost) {
      request.resume();
      sendJson(response, 200, {});
    } else sendText(response, 421, 'text/plain', 'this host is not served here');
  }

  const tunnel = new Tunnel({ origin, certificate, onRequest: serveHost });
  const routes: Route[] = [
    { method: 'POST', path: '/', handle: (request, response) => apiDoor.handle(request, response, null) },
    getRoute('/_emulator/cloud', async (response) => {
      const { authority } = await certificate();
      sendJson(response, 200, {
        envId,
        region,
        appId,
        credentials,
        certificateAuthority: authority,
        variables: variables(),
        clockOffsetMs: clock.offsetMs,
      });
    }),
    getRoute(downloadPath, (response, url) => {
      const bytes = objects.take(url.searchParams.get('token') ?? '');
      if (!bytes)
        throw new PlatformError('FORBIDDEN', 'this download was not offered, or was fetched before');
      sendText(response, 200, 'application/zip', bytes);
    }),
  ];
  return {
    name: 'tencentcloud',
    routes,
    attach: (server) => tunnel.attach(server),
    async reset() {
      objects.clear();
      objectDoor.clear();
    },
    async stop() {
      tunnel.close();
    },
  };
}
