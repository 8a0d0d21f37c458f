import { environmentWithHome } from './childEnvironment.ts';
import type { Credential } from './credential.ts';
import { buildGuard, guardVariables } from './guard/build.ts';
import { openPrivateHome } from './privateHome.ts';

/**
 * A private home, and the environment of a child that has only that: every name but this machine's is refused
 * to it.
 * @param homes the folder in which the home is made; it is gone when this process ends
 */
export async function sealedHome(
  homes: string,
  credential: Credential | null,
): Promise<{ readonly home: string; readonly environment: Readonly<Record<string, string>> }> {
  const home = openPrivateHome(homes, credential);
  const guard = guardVariables(await buildGuard(home), process.env['HOUFU_LOOKUPS']);
  return { home, environment: { ...environmentWithHome(process.env, home), ...guard } };
}
