import { WECHATPAY } from './support/channels/wechatpay.ts';
import { CONFIRMED_STEPS } from './support/confirmedSteps.ts';
import { troubleTable } from './support/troubleTable.ts';

troubleTable(WECHATPAY, CONFIRMED_STEPS, WECHATPAY.confirmEach);
