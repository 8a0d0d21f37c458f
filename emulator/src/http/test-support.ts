import { onTestFinished } from 'vitest';
import { FaultTable } from '../control/faults.ts';
import { CallLog } from '../functions/calls.ts';
import { Clock } from '../kernel/clock.ts';
import type { Service } from '../kernel/service.ts';
import { AdminDoor } from './admin-door.ts';
import { frontDoor } from './front-door.ts';
import { closeServer, listen } from './listen.ts';
import { Router } from './router.ts';

/** Serves some services on a port of their own, with the SDKs' door, until the test ends. Answers the origin. */
export async function serveForTest(...services: readonly Service[]): Promise<string> {
  const admin = new AdminDoor(services, new FaultTable(async () => undefined), new CallLog(new Clock()));
  const router = new Router([admin.route, ...services.flatMap(({ routes = [] }) => routes)]);
  const { server, port } = await listen(
    0,
    frontDoor(() => router),
  );
  onTestFinished(() => closeServer(server));
  const origin = `http://127.0.0.1:${port}`;
  for (const service of services) await service.start?.(origin);
  return origin;
}

/** What makes the unmodified SDKs talk to `origin`, and to nothing else. They read it at every call. */
export function pointSdksAt(origin: string): void {
  Object.assign(process.env, {
    TENCENTCLOUD_SECRETID: 'x',
    TENCENTCLOUD_SECRETKEY: 'y',
    TENCENTCLOUD: 'true',
    TCB_ENV: 'local-env',
    SILENCE: 'true',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin}/admin?` }),
  });
}
