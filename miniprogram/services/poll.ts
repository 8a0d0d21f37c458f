/** A few times, ever more rarely; then the buyer refreshes himself. */
const WAITS_MS = [2_000, 3_000, 5_000, 10_000, 20_000] as const;

/** Looks at something again and again, until it is stopped or has seen enough. */
export interface Polling {
  /** Nothing, where it runs already. */
  start(): void;
  stop(): void;
}

/** @param look answers whether there is still something to wait for; a failure of it is as good as yes */
export function createPolling(look: () => Promise<boolean>): Polling {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let run = 0;

  function wait(turn: number): void {
    const waitMs = WAITS_MS[turn];
    timer = waitMs === undefined ? undefined : setTimeout(() => lookOnce(turn), waitMs);
  }

  async function lookOnce(turn: number): Promise<void> {
    const mine = run;
    const goesOn = await look().catch(() => true);
    if (mine !== run) return;
    if (goesOn) wait(turn + 1);
    else timer = undefined;
  }

  return {
    start() {
      if (timer === undefined) wait(0);
    },
    stop() {
      run += 1;
      if (timer !== undefined) clearTimeout(timer);
      timer = undefined;
    },
  };
}
