import { isJsonObject } from '../http/body.ts';
import { type Clock, lastInstantMs } from '../kernel/clock.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Service } from '../kernel/service.ts';

const format = 'cloudbase-local/1';

export interface Snapshot {
  readonly format: typeof format;
  readonly clockOffsetMs: number;
  /** The state of each service under its name. */
  readonly services: Readonly<Record<string, unknown>>;
}

/** The whole state of the emulator as JSON. */
export async function takeSnapshot(clock: Clock, services: readonly Service[]): Promise<Snapshot> {
  const states: Record<string, unknown> = {};
  for (const service of services) {
    if (service.exportState) states[service.name] = await service.exportState();
  }
  return { format, clockOffsetMs: clock.offsetMs, services: states };
}

/** @throws PlatformError INVALID_PARAM if it is none */
export function parseSnapshot(json: unknown): Snapshot {
  if (!isJsonObject(json) || json['format'] !== format) throw notOne();
  const { clockOffsetMs, services } = json;
  if (typeof clockOffsetMs !== 'number' || !isJsonObject(services)) throw notOne();
  const atMs = Date.now() + clockOffsetMs;
  if (!(atMs >= 0 && atMs <= lastInstantMs)) throw notOne();
  return { format, clockOffsetMs, services };
}

/** @throws PlatformError INVALID_PARAM if a service cannot take its part; then everything is as it was before */
export async function applySnapshot(
  snapshot: Snapshot,
  clock: Clock,
  services: readonly Service[],
): Promise<void> {
  const before = await takeSnapshot(clock, services);
  try {
    await apply(snapshot, clock, services);
  } catch (error) {
    await apply(before, clock, services);
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlatformError('INVALID_PARAM', `the export cannot be imported: ${reason}`);
  }
}

/** Services that the snapshot does not mention go back to how they start. */
async function apply(snapshot: Snapshot, clock: Clock, services: readonly Service[]): Promise<void> {
  clock.moveTo(Date.now() + snapshot.clockOffsetMs);
  for (const service of services) {
    const state = snapshot.services[service.name];
    if (state === undefined) await service.reset?.();
    else await service.importState?.(state);
  }
}

function notOne(): PlatformError {
  return new PlatformError('INVALID_PARAM', `the body is not an export of this emulator (${format})`);
}
