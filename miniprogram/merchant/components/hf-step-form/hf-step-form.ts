import { STEP_FORM } from '../../copy/steps';
import { problemIn, type Values } from '../../views/fields';
import type { StepForm } from '../../views/steps';

type Filled = WechatMiniprogram.CustomEvent<{ readonly value: string }, object, { readonly name: string }>;
type Suggested = WechatMiniprogram.TouchEvent<
  object,
  object,
  { readonly name: string; readonly value: string }
>;
type Tapped = WechatMiniprogram.TouchEvent<object, object, { readonly name: string }>;

/** What is filled in before a step is taken. Fires `submit` with the values once nothing is wrong, and `close`. */
Component({
  properties: {
    /** Null while there is none. */
    form: { type: Object, value: null as unknown as StepForm },
    busy: { type: Boolean, value: false },
  },
  data: { copy: STEP_FORM, step: '', values: {} as Values, problem: '' },
  observers: {
    form(form: StepForm | null) {
      // What was filled in stays as long as it is the same form.
      if ((form?.step ?? '') === this.data.step) return;
      const values = Object.fromEntries((form?.fields ?? []).map(({ name, value }) => [name, value]));
      this.setData({ step: form?.step ?? '', values, problem: '' });
    },
  },
  methods: {
    fillIn({ currentTarget, detail }: Filled): void {
      this.put(currentTarget.dataset.name, detail.value);
    },

    suggest({ currentTarget }: Suggested): void {
      this.put(currentTarget.dataset.name, currentTarget.dataset.value);
    },

    async scan({ currentTarget }: Tapped): Promise<void> {
      const { name } = currentTarget.dataset;
      // Whoever closes the camera writes the number himself.
      const scanned = await wx.scanCode({ scanType: ['barCode', 'qrCode'] }).catch(() => null);
      if (scanned) this.put(name, scanned.result);
    },

    put(name: string, value: string): void {
      this.setData({ values: { ...this.data.values, [name]: value }, problem: '' });
    },

    submit(): void {
      const { form, values } = this.data;
      const problem = problemIn(form.fields, values);
      if (problem) this.setData({ problem });
      else this.triggerEvent('submit', { step: form.step, values });
    },

    changeVisible({ detail }: WechatMiniprogram.CustomEvent<{ readonly visible: boolean }>): void {
      if (!detail.visible) this.close();
    },

    close(): void {
      this.triggerEvent('close');
    },
  },
});
