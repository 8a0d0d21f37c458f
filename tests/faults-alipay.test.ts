import { ALIPAY } from './support/channels/alipay.ts';
import { faultTable } from './support/faultTable.ts';

faultTable(ALIPAY, 'inTurn');
