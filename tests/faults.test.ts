import { WECHATPAY } from './support/channels/wechatpay.ts';
import { faultTable } from './support/faultTable.ts';

faultTable(WECHATPAY);
