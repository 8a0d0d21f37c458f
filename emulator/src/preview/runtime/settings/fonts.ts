/** The font that is served with the preview, and what style sheets call the one on an iPhone. */
const served = 'Noto Sans SC Variable';
const onPhones = ['PingFang SC', 'PingFangSC-Regular', 'PingFangSC-Medium', 'PingFangSC-Semibold'];

function isServed(rule: CSSRule): rule is CSSFontFaceRule {
  return (
    rule instanceof CSSFontFaceRule &&
    rule.style.getPropertyValue('font-family').replace(/['"]/g, '') === served
  );
}

/** The same face under another name; a machine that has the real font uses that. */
function renamed(rule: CSSFontFaceRule, name: string, base: string): string {
  const source = rule.style
    .getPropertyValue('src')
    .replace(/url\(["']?([^"')]+)["']?\)/g, (_, url: string) => `url("${new URL(url, base).href}")`);
  const descriptors = ['font-weight', 'unicode-range'].map(
    (descriptor) => `${descriptor}: ${rule.style.getPropertyValue(descriptor)};`,
  );
  return `@font-face { font-family: "${name}"; src: local("${name}"), ${source}; ${descriptors.join(' ')} }`;
}

/**
 * Gives the phone's fonts to machines without them. Some style sheets of libraries name nothing else, and a browser
 * without any Chinese font then shows empty boxes.
 */
export function provideFonts(): void {
  if (typeof CSSFontFaceRule === 'undefined') return;
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules]
      .filter(isServed)
      .flatMap((rule) => onPhones.map((name) => renamed(rule, name, sheet.href ?? location.href))),
  );
  const style = document.createElement('style');
  style.textContent = rules.join('\n');
  document.head.append(style);
}
