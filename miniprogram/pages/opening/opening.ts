import { OPENING, OPENING_ERRORS } from '../../copy/opening';
import { type Item, parseItems } from '../../format/items';
import { call } from '../../services/call';
import { openChannelPage } from '../../services/channelPage';
import { isCallFailure } from '../../services/failure';
import { openOtherPayment } from '../../services/otherPayment';
import { act, BEGINNING, load } from '../../services/page';
import { readUntil } from '../../services/readUntil';
import type { Account } from '../../views/answers';
import {
  type OpeningFacts,
  type OpeningStage,
  type OpeningView,
  openingView,
  stageOf,
} from '../../views/opening';
import { hindranceOf } from '../../views/readiness';

type Ticked = WechatMiniprogram.CustomEvent<
  { readonly ticked: boolean },
  object,
  { readonly box: 'adult' | 'terms' }
>;

const EMPTY = { adult: false, terms: false };
const NO_ERRORS = { adult: '', terms: '' };
/** Long enough for the channel's callback, once its page has told of success. */
const TRIES = 5;

/** Where 先用后付 is opened, step by step. `?goods=`: from an order of these that is being filled in; it leads back there. */
Page({
  data: {
    ...BEGINNING,
    copy: OPENING,
    back: false,
    facts: null as OpeningFacts | null,
    stage: 'learn' as OpeningStage,
    view: null as OpeningView | null,
    ticked: EMPTY,
    errors: NO_ERRORS,
    /** The buyer was on the channel's page, and it does not say yet that he agreed. */
    unfinished: false,
    notOffered: '',
  },

  /** What is being ordered. */
  items: [] as readonly Item[],

  onLoad({ goods = '' }): Promise<void> {
    this.items = parseItems(decodeURIComponent(goods));
    this.setData({ back: this.items.length > 0 });
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  /** How the account stands, and the terms as they are now; the boxes are empty. */
  reload(): Promise<void> {
    return load(this, async () => {
      const [{ account }, { payLater: offer }] = await Promise.all([
        call('account', { action: 'view' }),
        call('listProducts', { limit: 1 }),
      ]);
      const facts = { account, offer };
      return { ...this.drawn(facts, stageOf(facts)), ticked: EMPTY, errors: NO_ERRORS, unfinished: false };
    });
  },

  drawn(facts: OpeningFacts, stage: OpeningStage): object {
    return { facts, stage, view: openingView(facts, stage) };
  },

  show(facts: OpeningFacts, stage: OpeningStage): void {
    this.setData(this.drawn(facts, stage));
    wx.pageScrollTo({ scrollTop: 0, duration: 0 });
  },

  tick({ detail, currentTarget }: Ticked): void {
    const { box } = currentTarget.dataset;
    const { ticked, errors } = this.data;
    this.setData({ ticked: { ...ticked, [box]: detail.ticked }, errors: { ...errors, [box]: '' } });
  },

  next(): void {
    const { facts } = this.data;
    if (facts) this.show(facts, 'agree');
  },

  agree(): void {
    const { ticked } = this.data;
    const errors = {
      adult: ticked.adult ? '' : OPENING_ERRORS.adult,
      terms: ticked.terms ? '' : OPENING_ERRORS.terms,
    };
    this.setData({ errors });
    if (ticked.adult && ticked.terms) this.open();
  },

  /** Opens the account, or asks anew for an authorisation that is still missing, and waits for that. */
  open(): Promise<boolean> {
    return act(this, 'open', async () => {
      const { facts } = this.data;
      if (!facts) return;
      const { termsVersion, textHash, chargeAfterReceiptDays } = facts.offer;
      const opened = await call('account', {
        action: 'open',
        channel: 'wechatpay',
        consent: {
          accepted: true,
          adult: true,
          termsVersion,
          textHash,
          shownChargeAfterReceiptDays: chargeAfterReceiptDays,
        },
      }).catch((error) => this.refused(error));
      if (!opened) return;
      this.showAccount(opened.account);
      if (!opened.authoriseView) return;
      await openChannelPage(opened.authoriseView);
      const { account } = await readUntil({
        read: () => call('account', { action: 'view' }),
        done: (answer) => hindranceOf(answer.account) === null,
        tries: TRIES,
      });
      this.setData({ unfinished: true });
      this.showAccount(account);
    });
  },

  showAccount(account: Account): void {
    const { facts } = this.data;
    if (!facts) return;
    const now = { ...facts, account };
    this.show(now, stageOf(now));
  },

  /** Null where the page itself says why it cannot be opened. */
  async refused(error: unknown): Promise<null> {
    const { facts } = this.data;
    if (facts && isCallFailure(error) && error.code === 'NOT_YET_OFFERED') {
      this.setData({ notOffered: error.message });
      this.show(facts, 'notOffered');
      return null;
    }
    if (isCallFailure(error) && error.code === 'TERMS_CHANGED') {
      await this.reload();
      this.next();
      this.setData({ errors: { ...NO_ERRORS, terms: OPENING_ERRORS.changed } });
    }
    throw error;
  },

  /** Back to the order that is being filled in, or to where there is something to order. */
  use(): void {
    if (this.data.back && getCurrentPages().length > 1) wx.navigateBack();
    else wx.switchTab({ url: '/pages/shop/shop' });
  },

  toAccount(): void {
    wx.navigateTo({ url: '/pages/account/account' });
  },

  payOtherwise(): void {
    openOtherPayment(this.items);
  },
});
