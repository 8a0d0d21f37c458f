/** Goods in one line: picture, name, how many at what price, and what they come to. */
Component({
  properties: {
    title: { type: String, value: '' },
    pictureUrl: { type: String, value: '' },
    note: { type: String, value: '' },
    amount: { type: String, value: '' },
    /** The amount as a screen reader says it. */
    spoken: { type: String, value: '' },
  },
});
