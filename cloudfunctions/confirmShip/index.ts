import { confirmShipInput } from '../shared/contract/inputs.ts';
import { door } from '../shared/platform/door.ts';
import { mainServices } from '../shared/platform/mainServices.ts';
import { recordDelivery, ship } from '../shared/usecases/orders/confirmShip.ts';

export const main = door(confirmShipInput, async (input, caller) => {
  const services = mainServices();
  // Both are kept for a minute; where they are not yet, they are read side by side.
  const [operator] = await Promise.all([services.operator(caller.openid), services.rules()]);
  return input.step === 'ship' ? ship(services, operator, input) : recordDelivery(services, operator, input);
});
