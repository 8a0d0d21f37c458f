import { confirmShipInput } from '../contract/inputs.ts';
import { endpoint } from '../platform/endpoint.ts';
import { mainServices } from '../platform/mainServices.ts';
import { recordDelivery, ship } from '../usecases/orders/confirmShip.ts';

export const confirmShipEndpoint = endpoint(confirmShipInput, async (input, caller) => {
  const services = mainServices();
  // Both are kept for a minute; where they are not yet, they are read side by side.
  const [operator] = await Promise.all([services.operator(caller), services.rules()]);
  return input.step === 'ship' ? ship(services, operator, input) : recordDelivery(services, operator, input);
});
