import type { CoreServices } from '../usecases/services.ts';
import { openServices } from './services.ts';

let services: CoreServices | undefined;

/** The instance's services, opened by its first call: merely loading the module touches nothing. */
export function mainServices(): CoreServices {
  services ??= openServices();
  return services;
}
