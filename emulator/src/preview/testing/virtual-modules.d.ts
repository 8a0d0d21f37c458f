/** A page or component of the mini-program by its path, as the vitest plugin `miniprogram` provides it. */
declare module 'virtual:miniprogram/*' {
  /**
   * Draws it in the document.
   * @param properties of a component
   * @param query of a page, as `onLoad` gets it
   */
  export function mount(
    properties?: object,
    query?: Readonly<Record<string, string>>,
  ): import('../runtime/types.ts').Mounted;
}
