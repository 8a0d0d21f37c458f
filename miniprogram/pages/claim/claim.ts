import type { ClaimKind } from '../../../cloudfunctions/shared/domain/order/order.ts';
import { CLAIM } from '../../copy/claim';
import { call } from '../../services/call';
import { act, BEGINNING, load } from '../../services/page';
import { type ClaimForm, chosenText, claimForm, claimOf, type ReturnLine } from '../../views/claim';
import { type ClaimInput, charactersLeft, checkClaim, wrongAmount } from '../../views/claimRequest';

type Typed = WechatMiniprogram.CustomEvent<{ readonly value: string }>;
type Counted = WechatMiniprogram.CustomEvent<
  { readonly value: number },
  object,
  { readonly productId: string }
>;
type ChosenReason = WechatMiniprogram.TouchEvent<object, object, { readonly reason: string }>;

/** `?id=`: a return or a dispute is handed in. */
Page({
  data: {
    ...BEGINNING,
    copy: CLAIM,
    form: null as ClaimForm | null,
    kind: '' as ClaimKind | '',
    reasons: [] as readonly string[],
    course: [] as readonly string[],
    lines: [] as readonly ReturnLine[],
    chosen: '',
    amountText: '',
    amountError: '',
    reason: '',
    reasonText: '',
    reasonMax: charactersLeft(''),
    missing: '',
  },

  orderId: '',

  onLoad({ id = '' }: Record<string, string>): Promise<void> {
    this.orderId = id;
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return load(this, async () => {
      const form = claimForm(await call('readOrders', { view: 'one', orderId: this.orderId }));
      const { lines, kinds } = form;
      const only = kinds.length === 1 ? kinds[0] : undefined;
      return {
        form,
        lines,
        chosen: chosenText(lines),
        ...(only ? chosenKind(only.kind) : {}),
        ...(kinds.length === 0 ? { status: 'empty' } : {}),
      };
    });
  },

  chooseKind({ detail }: WechatMiniprogram.CustomEvent<{ readonly value: ClaimKind }>): void {
    this.setData(chosenKind(detail.value));
  },

  count({ detail, currentTarget }: Counted): void {
    const { productId } = currentTarget.dataset;
    const lines = this.data.lines.map((line) =>
      line.productId === productId ? { ...line, chosen: detail.value } : line,
    );
    this.setData({ lines, chosen: chosenText(lines), missing: '' });
  },

  typeAmount({ detail }: Typed): void {
    const amountText = detail.value;
    const payableFen = this.data.form?.payableFen ?? 0;
    this.setData({ amountText, amountError: wrongAmount({ amountText, payableFen }) ?? '', missing: '' });
  },

  /** A second tap takes it back. */
  chooseReason({ currentTarget }: ChosenReason): void {
    const reason = currentTarget.dataset.reason === this.data.reason ? '' : currentTarget.dataset.reason;
    this.setData({ reason, reasonMax: charactersLeft(reason), missing: '' });
  },

  typeReason({ detail }: Typed): void {
    this.setData({ reasonText: detail.value, missing: '' });
  },

  submit(): Promise<boolean> {
    return act(this, 'submit', async () => {
      const { form, ...put } = this.data;
      const input: ClaimInput = { ...put, payableFen: form?.payableFen ?? 0 };
      const checked = checkClaim(this.orderId, input);
      if ('missing' in checked) {
        this.setData({ missing: checked.missing });
        return;
      }
      await call('handleReturn', checked.request);
      await this.toOrder();
      void wx.showToast({ title: CLAIM.submitted, icon: 'success' });
    });
  },

  /** Where the buyer came from; or there, where he opened this page by itself. */
  async toOrder(): Promise<void> {
    if (getCurrentPages().length > 1) await wx.navigateBack();
    else await wx.redirectTo({ url: `/pages/order/order?id=${this.orderId}` });
  },
});

function chosenKind(kind: ClaimKind) {
  return { kind, ...claimOf(kind), reason: '', reasonMax: charactersLeft(''), missing: '' };
}
