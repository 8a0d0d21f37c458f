import { settleInput } from '../shared/contract/inputs.ts';
import { channelServices } from '../shared/platform/channelServices.ts';
import { door } from '../shared/platform/door.ts';
import { switchAutoCharge } from '../shared/usecases/money/autoCharge.ts';
import { payNow } from '../shared/usecases/money/charge.ts';
import { collectAgain, lowerAmount, paidElsewhere } from '../shared/usecases/money/settleByMerchant.ts';
import { lookedAt } from '../shared/usecases/orders/attention.ts';

export const main = door(settleInput, async (input, caller) => {
  const services = channelServices();
  switch (input.step) {
    case 'payNow':
      return payNow(services, caller, input);
    case 'autoCharge':
      return { order: await switchAutoCharge(services, caller, input), payView: null };
    case 'lower':
      return { order: await lowerAmount(services, caller, input), payView: null };
    case 'collectAgain':
      return { order: await collectAgain(services, caller, input), payView: null };
    case 'lookedAt':
      return { order: await lookedAt(services, caller, input), payView: null };
    case 'paidElsewhere':
      return { order: await paidElsewhere(services, caller, input), payView: null };
  }
});
