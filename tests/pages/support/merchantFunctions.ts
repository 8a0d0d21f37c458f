import {
  assessCreditInput,
  confirmShipInput,
  handleReturnInput,
  readOrdersInput,
  settleInput,
} from '../../../cloudfunctions/shared/contract/inputs.ts';
import { parseInput } from '../../../cloudfunctions/shared/platform/answer.ts';
import type { World } from '../../../cloudfunctions/shared/testing/world.ts';
import { answerReview } from '../../../cloudfunctions/shared/usecases/assessment/review.ts';
import {
  agreeToClaim,
  confirmGoodsBack,
  recordUndelivered,
} from '../../../cloudfunctions/shared/usecases/claims/agreedClaims.ts';
import { refuseClaim } from '../../../cloudfunctions/shared/usecases/claims/claims.ts';
import {
  collectAgain,
  lowerAmount,
  paidElsewhere,
} from '../../../cloudfunctions/shared/usecases/money/settleByMerchant.ts';
import { lookedAt } from '../../../cloudfunctions/shared/usecases/orders/attention.ts';
import { recordDelivery, ship } from '../../../cloudfunctions/shared/usecases/orders/confirmShip.ts';
import { readOrders } from '../../../cloudfunctions/shared/usecases/orders/readOrders.ts';
import type { Caller } from '../../../cloudfunctions/shared/usecases/services.ts';
import type { Functions } from './functions.ts';

/** The functions behind the merchant's pages, by their real use cases, as this caller has them. */
export function functionsFor(caller: Caller): Functions {
  return {
    readOrders: ({ services }, event) => readOrders(services, caller, parseInput(readOrdersInput, event)),
    confirmShip: async ({ services }, event) => {
      const input = parseInput(confirmShipInput, event);
      const operator = await services.operator(caller);
      return input.step === 'ship'
        ? ship(services, operator, input)
        : recordDelivery(services, operator, input);
    },
    handleReturn: (world, event) => answerClaim(world, caller, event),
    settle: async (world, event) => ({ order: await settle(world, caller, event), payView: null }),
    assessCredit: async ({ services }, event) => {
      const input = parseInput(assessCreditInput, event);
      if (input.step !== 'answerReview') throw new Error(`no page of the merchant’s asks for ${input.step}`);
      const order = await answerReview(services, caller, input);
      return { order, confirmView: null, secondConfirmation: null };
    },
  };
}

function answerClaim({ services }: World, caller: Caller, event: object): Promise<unknown> {
  const input = parseInput(handleReturnInput, event);
  switch (input.step) {
    case 'agree':
      return agreeToClaim(services, caller, input);
    case 'refuse':
      return refuseClaim(services, caller, input);
    case 'goodsBack':
      return confirmGoodsBack(services, caller, input);
    case 'undelivered':
      return recordUndelivered(services, caller, input);
    default:
      throw new Error(`no page of the merchant’s asks for ${input.step}`);
  }
}

function settle({ services }: World, caller: Caller, event: object): Promise<unknown> {
  const input = parseInput(settleInput, event);
  switch (input.step) {
    case 'lower':
      return lowerAmount(services, caller, input);
    case 'collectAgain':
      return collectAgain(services, caller, input);
    case 'paidElsewhere':
      return paidElsewhere(services, caller, input);
    case 'lookedAt':
      return lookedAt(services, caller, input);
    default:
      throw new Error(`no page of the merchant’s asks for ${input.step}`);
  }
}
