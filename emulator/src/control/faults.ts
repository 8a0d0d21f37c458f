import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../kernel/errors.ts';
import { DroppedConnection, type FaultedResult, type FaultPoint, type Faults } from '../kernel/faults.ts';
import { type FaultRule, matches } from './fault-rule.ts';

/** The error of errorBefore and errorAfter. */
class InjectedError extends PlatformError {
  constructor(
    code: string,
    readonly effect: string,
  ) {
    super(code, `a fault was injected (${effect})`);
  }
}

/** The fault that caused an error, for the call log; null if none did. */
export function effectOf(error: unknown): string | null {
  return error instanceof InjectedError || error instanceof DroppedConnection ? error.effect : null;
}

interface ActiveFault {
  readonly rule: FaultRule;
  /** Matching calls so far, and how many of them were struck. */
  seen: number;
  hits: number;
}

/** The faults that tests asked for. A call is struck by the first one that is due. */
export class FaultTable implements Faults {
  readonly #faults: ActiveFault[] = [];
  readonly #killCall: (callId: string) => Promise<void>;

  /** @param killCall ends the process of the function that makes this call */
  constructor(killCall: (callId: string) => Promise<void>) {
    this.#killCall = killCall;
  }

  add(rules: readonly FaultRule[]): void {
    this.#faults.push(...rules.map((rule) => ({ rule, seen: 0, hits: 0 })));
  }

  list(): (FaultRule & { readonly hits: number })[] {
    return this.#faults.map(({ rule, hits }) => ({ ...rule, hits }));
  }

  clear(): void {
    this.#faults.length = 0;
  }

  async around<T>(point: FaultPoint, run: () => Promise<T>): Promise<FaultedResult<T>> {
    const rule = this.#strike(point);
    switch (rule?.effect) {
      case undefined:
        return { value: await run(), fault: null };
      case 'delay':
        await sleep(rule.ms);
        return { value: await run(), fault: 'delay' };
      case 'delayAfter': {
        const value = await run();
        await sleep(rule.ms);
        return { value, fault: 'delayAfter' };
      }
      case 'errorBefore':
        throw new InjectedError(rule.code ?? 'SYS_ERR', 'errorBefore');
      case 'dropBefore':
        throw new DroppedConnection('dropBefore');
      case 'errorAfter':
        await run();
        throw new InjectedError(rule.code ?? 'SYS_ERR', 'errorAfter');
      case 'dropAfter':
        await run();
        throw new DroppedConnection('dropAfter');
      case 'kill':
        await run();
        if (point.callId !== undefined) await this.#killCall(point.callId);
        throw new DroppedConnection('kill');
    }
  }

  /** Counts the call for every fault that matches it; one of them strikes. */
  #strike(point: FaultPoint): FaultRule | undefined {
    let striking: ActiveFault | undefined;
    for (const fault of this.#faults) {
      if (!matches(fault.rule.match, point)) continue;
      fault.seen += 1;
      const due = fault.seen >= (fault.rule.match.nth ?? 1) && fault.hits < fault.rule.times;
      if (due) striking ??= fault;
    }
    if (striking) striking.hits += 1;
    return striking?.rule;
  }
}
