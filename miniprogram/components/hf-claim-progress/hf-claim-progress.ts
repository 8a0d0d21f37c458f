import { CLAIM_PROGRESS } from '../../copy/order';
import type { ClaimProgress } from '../../views/orderClaim';

/** How far a return or dispute has come, what happens by itself, and what both sides said. */
Component({
  properties: {
    claim: { type: Object, value: null as unknown as ClaimProgress },
  },
  data: { copy: CLAIM_PROGRESS },
});
