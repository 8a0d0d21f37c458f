import type { glassEasel } from 'glass-easel-miniprogram-adapter';

/** Members of glass-easel's constant enumerations, which a bundle cannot read. */
export const temporarySegment = 3 as glassEasel.StyleSegmentIndex;
export const descendants =
  'composed-descendants-root-first' as unknown as glassEasel.ElementIteratorType.ComposedDescendantsRootFirst;

/** What the adapter's behaviour wraps; its own types keep it secret. */
export function unwrapBehavior(wrapped: object): glassEasel.GeneralBehavior {
  return (wrapped as { readonly _$: glassEasel.GeneralBehavior })._$;
}

/** The component that a page's or component's `this` stands for, if it is one. */
export function componentOf(caller: unknown): glassEasel.GeneralComponent | null {
  if (typeof caller !== 'object' || caller === null || !('_$' in caller)) return null;
  return (caller as { readonly _$: glassEasel.GeneralComponent })._$;
}
