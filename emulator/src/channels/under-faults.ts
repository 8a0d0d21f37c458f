import { PlatformError } from '../kernel/errors.ts';
import { DroppedConnection, type FaultPoint, type Faults } from '../kernel/faults.ts';

/** Answers a request of the API under the faults that match it. `refused` answers for a fault that names a code. */
export async function underFaults<T>(
  faults: Faults,
  point: FaultPoint,
  run: () => Promise<T>,
  refused: (code: string) => T,
): Promise<T | 'dropped'> {
  try {
    return (await faults.around(point, run)).value;
  } catch (error) {
    if (error instanceof DroppedConnection) return 'dropped';
    if (error instanceof PlatformError) return refused(error.code);
    throw error;
  }
}
