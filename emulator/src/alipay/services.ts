import { servicesAtFirst, type ZhimaService } from './app.ts';
import { Refusal } from './errors.ts';
import type { StandIn } from './stand-in.ts';

/** @throws Refusal for a number that is not the merchant's */
export function serviceOf({ state }: StandIn, serviceId: string): ZhimaService {
  const service = state.services.get(serviceId) ?? servicesAtFirst.get(serviceId);
  if (!service) throw new Refusal('INVALID_PARAMETER', '芝麻信用服务ID不存在');
  return service;
}

export function setService(standIn: StandIn, serviceId: string, change: Partial<ZhimaService>): ZhimaService {
  const service = { ...serviceOf(standIn, serviceId), ...change };
  standIn.state.services.set(serviceId, service);
  return service;
}
