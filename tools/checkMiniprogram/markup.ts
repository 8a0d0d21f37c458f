import { lineAt } from './finding.ts';

export interface Attribute {
  readonly name: string;
  /** As written, bindings included; '' for an attribute without a value. */
  readonly value: string;
  readonly line: number;
}

export interface Tag {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly line: number;
}

const ATTRIBUTE = String.raw`([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'))?`;
/** A comment or a binding, both of which may hold `<`, else an opening tag. */
const TOKEN = new RegExp(
  String.raw`<!--[\s\S]*?-->|\{\{[\s\S]*?\}\}|<([A-Za-z][\w.-]*)((?:\s+${ATTRIBUTE})*)\s*/?>`,
  'g',
);

/** The opening tags of a WXML file. Whether it is well-formed is for WeChat's compiler to say. */
export function readMarkup(text: string): Tag[] {
  const tags: Tag[] = [];
  for (const match of withoutScripts(text).matchAll(TOKEN)) {
    const [whole, name, attributes = ''] = match;
    if (name === undefined) continue;
    const start = match.index + whole.indexOf(attributes, name.length);
    tags.push({
      name,
      attributes: readAttributes(text, attributes, start),
      line: lineAt(text, match.index),
    });
  }
  return tags;
}

function readAttributes(text: string, attributes: string, start: number): Attribute[] {
  return [...attributes.matchAll(new RegExp(ATTRIBUTE, 'g'))].map((match) => ({
    name: match[1] ?? '',
    value: match[2]?.slice(1, -1) ?? '',
    line: lineAt(text, start + match.index),
  }));
}

/** Blanks what stands between `<wxs>` and `</wxs>`: a script, in which `<` means less than. */
function withoutScripts(text: string): string {
  return text.replace(
    /(<wxs\b(?:[^>]*[^/>])?>)([\s\S]*?)(<\/wxs>)/g,
    (_, open: string, script: string, close: string) => open + script.replace(/[^\n]/g, ' ') + close,
  );
}

/** The value of an attribute; null if it is not there. */
export function attribute(tag: Tag, name: string): Attribute | null {
  return tag.attributes.find((one) => one.name === name) ?? null;
}

export const isBound = (value: string): boolean => value.includes('{{');
