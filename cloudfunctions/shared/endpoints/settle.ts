import { settleInput } from '../contract/inputs.ts';
import { channelServices } from '../platform/channelServices.ts';
import { endpoint } from '../platform/endpoint.ts';
import { switchAutoCharge } from '../usecases/money/autoCharge.ts';
import { payNow } from '../usecases/money/charge.ts';
import { collectAgain, lowerAmount, paidElsewhere } from '../usecases/money/settleByMerchant.ts';
import { lookedAt } from '../usecases/orders/attention.ts';

export const settleEndpoint = endpoint(settleInput, async (input, caller) => {
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
