import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOUR_MS, MINUTE_MS } from '../../../cloudfunctions/shared/domain/duration.ts';
import { Buyer } from '../../local/buyer.ts';
import type { LocalCloudBase } from '../../local/client.ts';
import { Operator } from '../../local/operator.ts';
import { type Life, WARM_UP } from './lives.ts';
import { Scene } from './scene.ts';
import { isIdle, NOTHING, type Usage, type UsageOf, usageByFunction, usageOfCall } from './usage.ts';

/** What a request to WeChat Pay takes on its way out, TLS and headers included: more than any of ours does. */
const BYTES_OF_CHANNEL_REQUEST = 4_000;
const IDLE_RUNS = 20;

/** What one life of an order took. */
export interface Measured {
  readonly byFunction: UsageOf;
  /** What is in the database for it afterwards. */
  readonly storedBytes: number;
}

/** Lives of orders in one local CloudBase in which nothing else happens. */
export class Measurement {
  readonly #cloud: LocalCloudBase;
  readonly #memoryMbOf: (name: string) => number;
  /** What a run of the timer uses that finds nothing to do. */
  idle: Usage = NOTHING;

  constructor(cloud: LocalCloudBase, projectDir: string) {
    this.#cloud = cloud;
    this.#memoryMbOf = readMemory(projectDir);
  }

  /** Lives that count for nothing start the instances, which then are warm as under real traffic. */
  async warmUp(): Promise<void> {
    for (const life of WARM_UP) await this.#live(life, 'warm-up');
  }

  /** Watches the timer while nothing is due: what it takes then is no order's. */
  async watchIdle(): Promise<void> {
    const { scene } = await this.#newScene('idle');
    await scene.rest();
    await scene.begin();
    await this.#cloud.advance(IDLE_RUNS * MINUTE_MS);
    const usual = (await scene.calls()).filter(isIdle).sort((a, b) => b.ms - a.ms)[IDLE_RUNS / 2];
    if (!usual) throw new Error('the timer does not run every minute');
    this.idle = usageOfCall(usual, this.#memoryMbOf('timer'));
  }

  /** What one life uses; `watchIdle` comes first. @throws Error if it ends otherwise than it should */
  async measure(life: Life): Promise<Measured> {
    return this.#live(life, 'counted');
  }

  async #live(life: Life, run: string): Promise<Measured> {
    const { scene, requestId } = await this.#newScene(`${life.name}-${run}`.replaceAll(/\W+/g, '-'));
    const requestsBefore = await this.#channelRequests();
    const storedBefore = await this.#storedBytes();
    await scene.begin();
    const { state } = await life.live(scene, requestId);
    if (state !== life.endsAs) throw new Error(`an order ended as ${state} instead of ${life.endsAs}`);
    await scene.rest();
    const byFunction = new Map(usageByFunction(await scene.calls(), this.#memoryMbOf, this.idle));
    const requests = (await this.#channelRequests()) - requestsBefore;
    byFunction.set('to WeChat Pay', { ...NOTHING, bytesOut: requests * BYTES_OF_CHANNEL_REQUEST });
    return { byFunction, storedBytes: (await this.#storedBytes()) - storedBefore };
  }

  /** A buyer whom nobody has met, an hour after whatever was before: no instance remembers the policy. */
  async #newScene(name: string): Promise<{ readonly scene: Scene; readonly requestId: string }> {
    const buyer = new Buyer(this.#cloud, `o-costs-${name}`);
    await buyer.openAccount();
    await this.#cloud.clearFaults();
    await this.#cloud.advance(HOUR_MS);
    const scene = new Scene(this.#cloud, buyer, new Operator(this.#cloud));
    return { scene, requestId: `costs-${name}` };
  }

  async #channelRequests(): Promise<number> {
    const { log } = await this.#cloud.get<{ readonly log: readonly unknown[] }>('/_emulator/wechatpay/state');
    return log.length;
  }

  /** All documents as JSON, which is about what they take. */
  async #storedBytes(): Promise<number> {
    let bytes = 0;
    for (const { name } of await this.#cloud.get<readonly { readonly name: string }[]>('/_emulator/db')) {
      bytes += Buffer.byteLength(JSON.stringify(await this.#cloud.documents(name)));
    }
    return bytes;
  }
}

/** What cloudbaserc.json gives each function, in MB. */
function readMemory(projectDir: string): (name: string) => number {
  const config = JSON.parse(readFileSync(join(projectDir, 'cloudbaserc.json'), 'utf8'));
  const memory = new Map<string, number>();
  for (const { name, memorySize } of config.functions) {
    memory.set(name, memorySize ?? config.functionDefaultConfig.memorySize);
  }
  return (name) => {
    const memoryMb = memory.get(name);
    if (memoryMb === undefined) throw new Error(`cloudbaserc.json has no function ${name}`);
    return memoryMb;
  };
}
