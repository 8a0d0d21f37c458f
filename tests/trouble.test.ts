import { WECHATPAY } from './support/channels/wechatpay.ts';
import { troubledSteps } from './support/troubledSteps.ts';
import { troubleTable } from './support/troubleTable.ts';

const can = { ...WECHATPAY.can, collectsAgain: true };
troubleTable(WECHATPAY, troubledSteps({ ...WECHATPAY, can }), { WECHATPAY_PAY_ENDPOINT: 'on' });
