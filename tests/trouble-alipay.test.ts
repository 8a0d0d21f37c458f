import { ALIPAY } from './support/channels/alipay.ts';
import { troubledSteps } from './support/troubledSteps.ts';
import { troubleTable } from './support/troubleTable.ts';

troubleTable(ALIPAY, troubledSteps(ALIPAY));
