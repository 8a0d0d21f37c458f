import CloudBase from '@cloudbase/manager-node';
import type { CloudTarget } from '../cloud/target.ts';
import { failureText } from '../provision/reason.ts';
import { type Patience, until } from '../provision/until.ts';
import { type Bundle, unpackBundle } from './bundle.ts';
import type { FunctionState } from './projectFunctions.ts';

/** A function as the cloud has it. */
export interface DeployedFunction extends FunctionState {
  /** `Active` if it serves calls. */
  readonly status: string;
  /** Of its code as it was uploaded. */
  readonly zipBytes: number;
  /** Why its code could not be looked into; null if it could. */
  readonly unreadable: string | null;
}

/** A path of the environment's HTTP access. */
export interface AccessPath {
  readonly path: string;
  readonly functionName: string;
  /** Whether those who call must prove who they are, which WeChat Pay does not. */
  readonly needsLogin: boolean;
}

export interface CloudState {
  /** Those of the names asked for that exist. */
  readonly functions: ReadonlyMap<string, DeployedFunction>;
  /** The names of the others that exist. */
  readonly others: readonly string[];
  readonly paths: readonly AccessPath[];
  /** Whether HTTP access is switched on at all. */
  readonly isHttpOn: boolean;
}

/** What GetFunction answers, as far as it is read. https://cloud.tencent.com/document/api/583/18584 */
export interface FunctionInfo {
  readonly Status: string;
  readonly StatusDesc?: string;
  readonly Runtime: string;
  readonly Handler: string;
  readonly MemorySize: number;
  readonly Timeout: number;
  readonly Environment?: { readonly Variables?: readonly { readonly Key: string; readonly Value: string }[] };
  readonly Triggers?: readonly {
    readonly Type: string;
    readonly TriggerName: string;
    /** JSON `{"cron": …}`; in some answers the expression alone. */
    readonly TriggerDesc: string;
    /** 0 = switched off. */
    readonly Enable?: number;
  }[];
}

/**
 * While it is so, an answer may be of before and of after a change.
 * https://cloud.tencent.com/document/product/583/47175
 */
const BUSY = ['Creating', 'Updating', 'Publishing'];
/** A minute. */
const PATIENCE: Patience = { tries: 60, everyMs: 1_000 };
const PAGE = 100;
const DOWNLOAD_WITHIN_MS = 60_000;

/** The functions of an environment, read through the official manager-node. */
export class CloudFunctions {
  readonly #manager: CloudBase;
  readonly #envId: string;

  constructor({ envId, region, credential, origin }: CloudTarget) {
    this.#envId = envId;
    // The SDK has a variable of its own for the address of `tcb` only; `scf` is reached through a proxy.
    const proxy = origin === null ? {} : { proxy: origin };
    this.#manager = new CloudBase({ envId, region, ...credential, ...proxy });
  }

  /** @throws Error in words, with what to do */
  async read(names: readonly string[]): Promise<CloudState> {
    try {
      return await this.#read(names);
    } catch (error) {
      throw new Error(failureText(`the functions of ${this.#envId} cannot be looked at`, error));
    }
  }

  async #read(names: readonly string[]): Promise<CloudState> {
    // First what keeps the code of a refusal: the list of functions loses it.
    const { paths, isHttpOn } = await this.#paths();
    const existing = await this.#names();
    // At once: as many as a project may have are fewer than the API allows in a second.
    const functions = await Promise.all(
      names
        .filter((name) => existing.includes(name))
        .map(async (name) => [name, await this.#function(name)] as const),
    );
    return {
      functions: new Map(functions),
      others: existing.filter((name) => !names.includes(name)),
      paths,
      isHttpOn,
    };
  }

  async #names(): Promise<string[]> {
    const all = await this.#manager.functions.listAllFunctions({ envId: this.#envId });
    return all.map(({ FunctionName = '' }) => FunctionName);
  }

  async #paths(): Promise<Pick<CloudState, 'paths' | 'isHttpOn'>> {
    const paths: AccessPath[] = [];
    for (;;) {
      const { APISet, Total, EnableService } = await this.#manager.access.getAccessList({
        offset: paths.length,
        limit: PAGE,
      });
      paths.push(
        ...APISet.map(({ Path, Name, EnableAuth }) => ({
          path: Path,
          functionName: Name,
          needsLogin: EnableAuth === true,
        })),
      );
      if (APISet.length === 0 || paths.length >= Total) return { paths, isHttpOn: EnableService !== false };
    }
  }

  async #function(name: string): Promise<DeployedFunction> {
    const info = await settledInfo(() => this.#manager.functions.getFunctionDetail(name));
    const { Url } = await this.#manager.functions.getFunctionDownloadUrl(name);
    return deployedFunction(info, await download(name, Url));
  }
}

/**
 * What is answered of a function when it is not being changed any more; if it is for longer than patience
 * lasts, the last answer, whose status says so.
 */
export async function settledInfo(
  ask: () => Promise<FunctionInfo>,
  patience: Patience = PATIENCE,
): Promise<FunctionInfo> {
  let info = await ask();
  const look = async () => {
    if (!BUSY.includes(info.Status)) return true;
    info = await ask();
    return null;
  };
  await until(look, patience);
  return info;
}

/** @param zip its code as it was downloaded */
export function deployedFunction(info: FunctionInfo, zip: Uint8Array): DeployedFunction {
  return {
    status: [info.Status, info.StatusDesc].filter(Boolean).join(': '),
    runtime: info.Runtime,
    handler: info.Handler,
    memoryMb: info.MemorySize,
    timeoutS: info.Timeout,
    variables: Object.fromEntries(
      (info.Environment?.Variables ?? []).map(({ Key, Value }) => [Key, Value] as const),
    ),
    timers: Object.fromEntries(
      (info.Triggers ?? [])
        .filter(({ Type }) => Type === 'timer')
        .map(({ TriggerName, TriggerDesc, Enable }) => [
          TriggerName,
          Enable === 0 ? 'switched off' : cronOf(TriggerDesc),
        ]),
    ),
    zipBytes: zip.length,
    ...unpacked(zip),
  };
}

function unpacked(zip: Uint8Array): { readonly bundle: Bundle; readonly unreadable: string | null } {
  try {
    return { bundle: unpackBundle(zip), unreadable: null };
  } catch {
    return { bundle: new Map(), unreadable: 'no zip' };
  }
}

function cronOf(description: string): string {
  try {
    const { cron } = JSON.parse(description);
    return typeof cron === 'string' ? cron : description;
  } catch {
    return description;
  }
}

async function download(name: string, url: string): Promise<Uint8Array> {
  let answer: Response;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_WITHIN_MS) });
  } catch {
    throw new Error(`the code of ${name} could not be downloaded from ${new URL(url).host}`);
  }
  if (!answer.ok) throw new Error(`the code of ${name} could not be downloaded: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
