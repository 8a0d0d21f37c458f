import type { LocalCloudBase } from '../../tools/local/client.ts';

export const EFFECTS = ['errorBefore', 'errorAfter', 'dropBefore', 'dropAfter', 'kill', 'delay'] as const;
export type Effect = (typeof EFFECTS)[number];

export interface Fault {
  readonly match: {
    readonly service: string;
    readonly action?: string;
    readonly collection?: string;
    readonly function?: string;
    readonly nth?: number;
  };
  readonly effect: Effect;
  readonly code?: string;
  readonly ms?: number;
  readonly times?: number;
}

/**
 * Runs `act` under a fault.
 * @returns how often the fault struck
 */
export async function underFault(
  cloud: LocalCloudBase,
  fault: Fault,
  act: () => Promise<unknown>,
): Promise<number> {
  await cloud.post('/_emulator/faults', [fault]);
  try {
    await act();
    const response = await fetch(`${cloud.origin}/_emulator/faults`);
    const [listed] = (await response.json()) as { hits: number }[];
    return listed?.hits ?? 0;
  } finally {
    await cloud.clearFaults();
  }
}
