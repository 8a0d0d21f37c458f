import type { Trouble } from './channels/standIn.ts';
import type { System } from './system.ts';

/** Longer than any request waits. Time-outs are real time, so steps had better hang side by side. */
export const HANGING: Trouble = {
  name: 'a connection that hangs',
  fault: { effect: 'delay', ms: 4_500 },
};

/** Runs `act` while this goes wrong, and makes all well again. */
export async function inTrouble(
  { cloud, channel, tested }: System,
  { behaviour, fault }: Trouble,
  act: () => Promise<void>,
): Promise<void> {
  if (behaviour) await channel.behave(behaviour);
  if (fault) {
    const { action, ...effect } = fault;
    const match = { service: tested.way.channel, ...(action && { action }) };
    await cloud.post('/_emulator/faults', [{ match, times: 1_000, ...effect }]);
  }
  try {
    await act();
  } finally {
    await cloud.clearFaults();
    await channel.recover();
  }
}
