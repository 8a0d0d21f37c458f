import { ALIPAY } from './support/channels/alipay.ts';
import { CONFIRMED_STEPS } from './support/confirmedSteps.ts';
import { troubleTable } from './support/troubleTable.ts';

troubleTable(ALIPAY, CONFIRMED_STEPS, ALIPAY.confirmEach);
