import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll } from 'vitest';
import { type CloudTarget, localTarget } from '../../tools/cloud/target.ts';
import { LocalCloudBase } from '../../tools/local/client.ts';
import { launchEmulator, type RunningEmulator } from '../../tools/local/launch.ts';
import { type Cloud, openCloud } from '../../tools/provision/cloud.ts';
import { type Outcome, type ProvisionOptions, provision } from '../../tools/provision/index.ts';

export interface Printed {
  readonly code: number | null;
  /** On both outputs. */
  readonly text: string;
}

/** A local CloudBase, and the ways in which its database is provisioned. */
export class Provisioned {
  readonly cloudbase: LocalCloudBase;
  readonly #emulator: RunningEmulator;
  readonly #homes = mkdtempSync(join(tmpdir(), 'houfu-provision-'));

  readonly #lookups = join(this.#homes, 'lookups.txt');

  constructor(emulator: RunningEmulator) {
    this.#emulator = emulator;
    this.cloudbase = new LocalCloudBase(emulator.origin);
  }

  async stop(): Promise<void> {
    await this.#emulator.stop();
    rmSync(this.#homes, { recursive: true, force: true });
  }

  /** @param origin of what stands before it, if anything does */
  target(origin = this.#emulator.origin): Promise<CloudTarget> {
    return localTarget(process.cwd(), origin, this.#homes);
  }

  /** The database as its administrator has it: to change it by hand, and to look at it. */
  async admin(): Promise<Cloud> {
    return openCloud(await this.target());
  }

  /** Does what is to do, without a question. */
  async apply(
    options: Partial<ProvisionOptions> = {},
    target?: CloudTarget,
  ): Promise<Outcome & { readonly lines: readonly string[] }> {
    const lines: string[] = [];
    const outcome = await provision(
      target ?? (await this.target()),
      {
        projectDir: process.cwd(),
        seed: null,
        operator: null,
        replaceIndexes: false,
        confirm: async () => true,
        print: (line) => lines.push(line),
        ...options,
      },
      { tries: 5, everyMs: 10 },
    );
    return { ...outcome, lines };
  }

  /** `npm run db:provision -- --local …`, as a user or a pipeline runs it. */
  tool(...options: readonly string[]): Promise<Printed> {
    const environment = { HOUFU_LOOKUPS: this.#lookups };
    return runTsx(['tools/provision.ts', '--local', this.#emulator.origin, ...options], environment);
  }

  /** What these runs of the tool have looked up or reached. */
  reached(): readonly string[] {
    const attempts = readFileSync(this.#lookups, 'utf8').trim().split('\n');
    return [...new Set(attempts.map((attempt) => (JSON.parse(attempt) as { host: string }).host))];
  }

  /** Provisions in a process of its own. */
  async child(migrations: 'none' | 'run' = 'none'): Promise<number | null> {
    const child = this.#startChild(migrations);
    child.stdout?.resume();
    return new Promise((resolve) => child.on('close', resolve));
  }

  /** The same, and kills the process as soon as it has printed a line with these words. */
  async killedChild(words: string, migrations: 'none' | 'hang' = 'none'): Promise<void> {
    const child = this.#startChild(migrations);
    const ended = new Promise((resolve) => child.on('close', resolve));
    if (child.stdout === null) throw new Error('the process cannot be heard');
    const printed: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      printed.push(line);
      if (!line.includes(words)) continue;
      child.kill('SIGKILL');
      await ended;
      return;
    }
    throw new Error(`it ended before it could be killed: ${printed.join('\n')}`);
  }

  #startChild(migrations: string): ChildProcess {
    const file = 'tests/support/provisionChild.ts';
    return startTsx([file, this.#emulator.origin, this.#homes, migrations]);
  }
}

/** Runs a TypeScript file to its end. `environment` comes on top of this process's own. */
export function runTsx(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Printed> {
  const child = startTsx(args, environment);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += String(chunk);
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })));
}

function startTsx(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Beside other tests a start may take its time. */
const HOOK_MS = 60_000;

/** Starts a local CloudBase before the tests of this file, an empty one if nothing else is said. */
export function useProvisioned(options: readonly string[] = ['--bare']): () => Provisioned {
  let provisioned: Provisioned | undefined;
  beforeAll(async () => {
    provisioned = new Provisioned(await launchEmulator(process.cwd(), options));
  }, HOOK_MS);
  afterAll(() => provisioned?.stop(), HOOK_MS);
  return () => {
    if (!provisioned) throw new Error('the local CloudBase is not there yet');
    return provisioned;
  };
}
