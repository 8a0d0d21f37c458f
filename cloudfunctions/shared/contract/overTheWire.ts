/** What a function's answer is after its journey as JSON: dates have become ISO text. */
export type OverTheWire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly OverTheWire<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: OverTheWire<T[Key]> }
      : T;
