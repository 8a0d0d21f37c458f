import type { ThemeName } from '../types.ts';

/** Conditions that hold always and never; they can stand wherever a feature can, also after `and`. */
const always = '(min-width: 0px)';
const never = '(max-width: 0px)';

/** The conditions as the style sheets wrote them. */
const written = new WeakMap<CSSMediaRule, string>();

function* mediaRules(rules: CSSRuleList): Generator<CSSMediaRule> {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) yield rule;
    if (rule instanceof CSSGroupingRule) yield* mediaRules(rule.cssRules);
  }
}

/** A condition on the colour scheme, decided. */
export function decide(condition: string, theme: ThemeName): string {
  return condition.replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g, (_, scheme: string) =>
    scheme === theme ? always : never,
  );
}

/**
 * Makes every style sheet follow the theme instead of the browser: style sheets ask by
 * `@media (prefers-color-scheme: dark)`, and no attribute answers that.
 */
export function applyColorScheme(theme: ThemeName): void {
  document.documentElement.style.colorScheme = theme;
  if (typeof CSSGroupingRule === 'undefined') return;
  for (const sheet of document.styleSheets) {
    for (const rule of mediaRules(sheet.cssRules)) {
      const condition = written.get(rule) ?? rule.media.mediaText;
      if (!condition.includes('prefers-color-scheme')) continue;
      written.set(rule, condition);
      rule.media.mediaText = decide(condition, theme);
    }
  }
}
