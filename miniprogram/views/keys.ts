/** Whether a text is one of a record's own keys. `Object.hasOwn` would say so too, but not on every phone. */
export function isKeyOf<T extends object>(record: T, text: string): text is keyof T & string {
  return Object.keys(record).includes(text);
}
