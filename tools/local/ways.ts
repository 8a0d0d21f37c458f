import type { ChannelName } from '../../cloudfunctions/shared/domain/order/order.ts';
import { alipayWay } from './ways/alipay.ts';
import type { Way } from './ways/way.ts';
import { wechatpayWay } from './ways/wechatpay.ts';

export const WAYS: Readonly<Record<ChannelName, Way>> = { wechatpay: wechatpayWay, alipay: alipayWay };
