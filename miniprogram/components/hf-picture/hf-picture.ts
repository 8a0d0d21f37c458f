/** A picture of goods; where it cannot be loaded, the first character of their name. */
Component({
  properties: {
    src: { type: String, value: '' },
    title: { type: String, value: '' },
    /** Side length in rpx. */
    size: { type: Number, value: 160 },
  },
  data: { broken: false, initial: '' },
  observers: {
    src() {
      this.setData({ broken: false });
    },
    title(title: string) {
      this.setData({ initial: title.slice(0, 1) });
    },
  },
  methods: {
    failed() {
      this.setData({ broken: true });
    },
  },
});
