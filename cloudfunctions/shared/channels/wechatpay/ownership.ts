import * as v from 'valibot';
import type { WechatpayConfig } from './config.ts';

/** Who an answer or a callback says it is for; not each of them says it in full. */
const partiesSchema = v.object({
  mchid: v.optional(v.string()),
  appid: v.optional(v.string()),
  service_id: v.optional(v.string()),
});

/** Whether what WeChat Pay has signed is for this merchant, app and service: its keys sign for everybody. */
export function isOurs(
  config: Pick<WechatpayConfig, 'mchid' | 'appid' | 'serviceId'>,
  content: unknown,
): boolean {
  const parties = v.safeParse(partiesSchema, content);
  if (!parties.success) return false;
  const { mchid = config.mchid, appid = config.appid, service_id = config.serviceId } = parties.output;
  return mchid === config.mchid && appid === config.appid && service_id === config.serviceId;
}
