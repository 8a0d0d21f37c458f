/** An element as it is written in WXML. */
export interface MarkupElement {
  readonly tag: string;
  /** Where its `<` stands in the text. */
  readonly offset: number;
  /** Values as written; an attribute without a value has an empty one. What is computed, `{{…}}`, is blank. */
  readonly attributes: ReadonlyMap<string, string>;
}

const startTag = /<([A-Za-z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g;
const attribute = /([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g;

/**
 * Lists the elements of a template, for checks that the template compiler does not make. It need not be exact where
 * the markup is broken: the compiler reports that.
 */
export function scanMarkup(source: string): readonly MarkupElement[] {
  return [...withoutCode(source).matchAll(startTag)].map((match) => {
    const attributes = new Map<string, string>();
    for (const [, name = '', double, single] of (match[2] ?? '').matchAll(attribute)) {
      attributes.set(name, double ?? single ?? '');
    }
    return { tag: match[1] ?? '', offset: match.index, attributes };
  });
}

/** Blanks what may look like elements and is none: comments, scripts, expressions. Offsets stay the same. */
function withoutCode(source: string): string {
  return source
    .replace(/<!--[\s\S]*?(?:-->|$)/g, blank)
    .replace(/(<wxs\b(?:"[^"]*"|'[^']*'|[^>"'])*(?<!\/)>)([\s\S]*?)(<\/wxs>)/g, blankMiddle)
    .replace(/(\{\{)([\s\S]*?)(\}\})/g, blankMiddle);
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}

function blankMiddle(_: string, start: string, middle: string, end: string): string {
  return start + blank(middle) + end;
}
