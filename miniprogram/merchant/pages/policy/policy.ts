import { call } from '../../../services/call';
import { load } from '../../../services/page';
import { POLICY, versionInWords } from '../../copy/policy';
import { forOperators, MERCHANT_BEGINNING } from '../../services/operators';
import { type PolicyGroup, policyGroups } from '../../views/policy';

/** The policy that counts now, in words. It is changed in the database. */
Page({
  data: { ...MERCHANT_BEGINNING, copy: POLICY, version: '', groups: [] as readonly PolicyGroup[] },

  onLoad(): Promise<void> {
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return load(this, () =>
      forOperators(async () => {
        const policy = await call('readOrders', { view: 'policy' });
        return { version: versionInWords(policy.version), groups: policyGroups(policy) };
      }),
    );
  },
});
