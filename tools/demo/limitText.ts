import { formatFen } from '../../cloudfunctions/shared/domain/money.ts';
import type { Buyer } from '../local/buyer.ts';

type Account = Awaited<ReturnType<Buyer['account']>>;

/** How much of the limit is held and left, and what made it what it is. */
export function limitText({ limitFen, availableFen, holds, limitReasons }: Account): string {
  const heldFen = holds.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const changes = limitReasons.map(({ code, changeFen }) => `${code} ${signed(changeFen)}`).join(', ');
  return `${formatFen(heldFen)} held, ${formatFen(availableFen)} of ${formatFen(limitFen)} available (${changes})`;
}

function signed(changeFen: number): string {
  return `${changeFen < 0 ? '−' : '+'}${formatFen(Math.abs(changeFen))}`;
}
