import { CONFIRM_AGAIN } from '../../copy/checkout';
import { parseYuan } from '../../format/money';
import type { ConfirmAgainView } from '../../views/confirmAgain';

type Typed = WechatMiniprogram.CustomEvent<
  { readonly value: string },
  object,
  { readonly field: 'amount' | 'quantity' }
>;

/** Where the buyer types once more how much and how many he orders. */
Component({
  properties: {
    /** Null as long as nobody is asked. */
    asking: { type: Object, value: null as unknown as ConfirmAgainView },
    busy: { type: Boolean, value: false },
  },
  data: { copy: CONFIRM_AGAIN, amount: '', quantity: '', amountError: '', quantityError: '' },
  observers: {
    asking() {
      this.setData({ amount: '', quantity: '', amountError: '', quantityError: '' });
    },
  },
  methods: {
    type({ detail, currentTarget }: Typed) {
      const { field } = currentTarget.dataset;
      this.setData({ [field]: detail.value, [`${field}Error`]: '' });
    },
    confirm() {
      const amountFen = parseYuan(this.data.amount);
      const quantity = parsePieces(this.data.quantity);
      this.setData({
        amountError: amountFen === null ? CONFIRM_AGAIN.amountError : '',
        quantityError: quantity === null ? CONFIRM_AGAIN.quantityError : '',
      });
      if (amountFen !== null && quantity !== null) this.triggerEvent('confirm', { amountFen, quantity });
    },
    cancel() {
      if (!this.data.busy) this.triggerEvent('cancel');
    },
  },
});

function parsePieces(text: string): number | null {
  return /^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text) : null;
}
