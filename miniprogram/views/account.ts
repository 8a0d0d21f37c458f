import { ACCOUNT_SAYS, AUTHORISATION_NAMES } from '../copy/account';
import { STATE_NAMES } from '../copy/common';
import { formatFen, spokenFen } from '../format/money';
import { formatDay, formatMinute, formatMoment } from '../format/time';
import type { Account } from './answers';
import { closeWords } from './closeWords';
import { closingText } from './closing';
import { type LimitView, limitView } from './limit';
import { owedLines } from './owed';
import { isAuthorised } from './readiness';

/** An order that holds part of the limit. */
export interface HoldRow {
  readonly orderId: string;
  readonly title: string;
  readonly held: string;
  readonly owed: string;
  readonly late: boolean;
  readonly spoken: string;
}

export interface ReasonRow {
  readonly key: string;
  readonly message: string;
  readonly day: string;
  readonly change: string;
  readonly spoken: string;
}

/** The minors' lock: how it stands, and what its one button does. */
export interface LockView {
  readonly stands: boolean;
  readonly words: string;
  readonly button: string;
  /** What the button switches it to. */
  readonly turnsOn: boolean;
}

export interface AccountPage {
  readonly state: Account['state'];
  readonly limit: LimitView | null;
  readonly holds: readonly HoldRow[];
  readonly reasons: readonly ReasonRow[];
  readonly total: string;
  readonly lock: LockView | null;
  readonly authorisation: string;
  /** Whether the buyer still has to agree with the channel before he can order. */
  readonly unauthorised: boolean;
  readonly consents: readonly { readonly version: number; readonly label: string; readonly at: string }[];
  readonly termsOutdated: boolean;
  /** Of a closed account: where its authorisation stands. */
  readonly closing: string;
  readonly closeWords: string;
  /** Which button stands at the bottom. */
  readonly bar: 'close' | 'open' | '';
}

const BARS = { none: 'open', open: 'close', closed: '', erasing: '' } as const;

export function accountPage(account: Account, now: Date = new Date()): AccountPage {
  const { state, limitFen, authorisation } = account;
  const open = state === 'open';
  return {
    state,
    limit: open ? limitView(account) : null,
    holds: holdRows(account, now),
    reasons: open ? reasonRows(account, now) : [],
    total: formatFen(limitFen),
    lock: open || account.minorsLock ? lockView(account.minorsLock, now) : null,
    authorisation: open ? AUTHORISATION_NAMES[authorisation] : '',
    unauthorised: open && !isAuthorised(account),
    consents: account.consents
      .map(({ termsVersion, at }) => ({
        version: termsVersion,
        label: ACCOUNT_SAYS.consent(termsVersion),
        at: formatMinute(at),
      }))
      .reverse(),
    termsOutdated: account.termsOutdated,
    closing: closingText(account),
    closeWords: closeWords(account, now),
    bar: BARS[state],
  };
}

function holdRows({ holds, owed }: Account, now: Date): HoldRow[] {
  const lines = owedLines(owed, now);
  return holds.map(({ orderId, amountFen }) => {
    const order = owed.find((one) => one.orderId === orderId);
    const line = lines.find((one) => one.orderId === orderId);
    const tail = orderId.slice(-4);
    const state = order ? STATE_NAMES[order.state] : '';
    const words = line ? ACCOUNT_SAYS.owed(line.amount, line.when) : ACCOUNT_SAYS.nothingOwed;
    return {
      orderId,
      title: ACCOUNT_SAYS.order(tail, state),
      held: formatFen(amountFen),
      owed: words,
      late: line?.late ?? false,
      spoken: ACCOUNT_SAYS.spokenOrder(tail, state, spokenFen(amountFen), words),
    };
  });
}

function reasonRows({ limitReasons }: Account, now: Date): ReasonRow[] {
  return limitReasons.map(({ message, changeFen, at }, index) => {
    const less = changeFen < 0;
    const absoluteFen = Math.abs(changeFen);
    return {
      key: `${at} ${index}`,
      message,
      day: formatDay(at, now),
      change: `${less ? '−' : '+'}${formatFen(absoluteFen)}`,
      spoken: (less ? ACCOUNT_SAYS.less : ACCOUNT_SAYS.more)(spokenFen(absoluteFen)),
    };
  });
}

function lockView(lock: Account['minorsLock'], now: Date): LockView {
  const says = ACCOUNT_SAYS.lock;
  if (!lock) return { stands: false, words: says.off, button: says.turnOn, turnsOn: true };
  if (lock.until === null) {
    const words = says.on(formatDay(lock.since, now));
    return { stands: true, words, button: says.turnOff, turnsOn: false };
  }
  return {
    stands: true,
    words: says.ending(formatMoment(lock.until, now)),
    button: says.keep,
    turnsOn: true,
  };
}
