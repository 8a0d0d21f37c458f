import { handleReturnInput } from '../contract/inputs.ts';
import { channelServices } from '../platform/channelServices.ts';
import { endpoint } from '../platform/endpoint.ts';
import { agreeToClaim, confirmGoodsBack, recordUndelivered } from '../usecases/claims/agreedClaims.ts';
import { refuseClaim, requestClaim, sendGoodsBack, withdrawClaim } from '../usecases/claims/claims.ts';

export const handleReturnEndpoint = endpoint(handleReturnInput, async (input, caller) => {
  const services = channelServices();
  switch (input.step) {
    case 'request':
      return requestClaim(services, caller, input);
    case 'withdraw':
      return withdrawClaim(services, caller, input);
    case 'sendBack':
      return sendGoodsBack(services, caller, input);
    case 'agree':
      return agreeToClaim(services, caller, input);
    case 'refuse':
      return refuseClaim(services, caller, input);
    case 'goodsBack':
      return confirmGoodsBack(services, caller, input);
    case 'undelivered':
      return recordUndelivered(services, caller, input);
  }
});
