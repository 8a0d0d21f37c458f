import { vi } from 'vitest';

interface Problem {
  readonly severity: 'error' | 'warning';
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
}

export interface PreviewState {
  readonly type: 'building' | 'built' | 'failed';
  readonly revision: string | null;
  readonly problems: readonly Problem[];
}

export async function previewState(origin: string): Promise<PreviewState> {
  return (await (await fetch(`${origin}/_preview/state`)).json()) as PreviewState;
}

/**
 * Waits until the mini-program is compiled.
 * @throws Error with what is wrong with it
 */
export async function previewBuilt(origin: string): Promise<PreviewState> {
  const state = await vi.waitFor(
    async () => {
      const now = await previewState(origin);
      if (now.type === 'building') throw new Error('the mini-program is still being compiled');
      return now;
    },
    { timeout: 60_000, interval: 100 },
  );
  if (state.type === 'built') return state;
  const errors = state.problems.filter(({ severity }) => severity === 'error');
  throw new Error(errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
}
