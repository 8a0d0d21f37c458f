import type { PolicyView } from '../../contract/merchantViews.ts';
import type { CoreServices } from '../services.ts';

/** The policy that counts now; it may be up to a minute old. Who is on its allow-list is only counted. */
export async function readPolicy(services: CoreServices): Promise<PolicyView> {
  const { policy } = await services.rules();
  const { rollout, messages: _ids, ...told } = policy;
  return { ...told, rollout: { percent: rollout.percent, allowedBuyers: rollout.allowBuyers.length } };
}
