/** A box by which the buyer agrees to something. The page keeps whether it is ticked, and begins with an empty one. */
Component({
  properties: {
    label: { type: String, value: '' },
    ticked: { type: Boolean, value: false },
    /** Why the box must be looked at; empty if nothing is wrong. */
    error: { type: String, value: '' },
    /** What the link to the terms says; empty where there are none to read. */
    readTerms: { type: String, value: '' },
  },
  methods: {
    tick({ detail }: WechatMiniprogram.CustomEvent<{ readonly checked: boolean }>) {
      this.triggerEvent('tick', { ticked: detail.checked });
    },
    openTerms() {
      wx.navigateTo({ url: '/pages/terms/terms' });
    },
  },
});
