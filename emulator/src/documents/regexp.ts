import { requestFailed } from './errors.ts';
import { ForeignRegExp } from './values.ts';

/** JavaScript's own flags that MongoDB does not know; the SDK sends them along, they change no match. */
const IGNORED_FLAGS = /[dguvy]/g;

/** Escapes that mean something only in JavaScript's unicode mode, which MongoDB's engine is always in. */
const UNICODE_SYNTAX = /\\[pPxu]\{/;

/**
 * A regular expression as stored or queried: a `RegExp` if JavaScript can hold it, else a `ForeignRegExp`.
 * Options: https://www.mongodb.com/docs/manual/reference/operator/query/regex/#options
 */
export function toRegExpValue(pattern: string, options: string): RegExp | ForeignRegExp {
  const flags = [...new Set(options.replace(IGNORED_FLAGS, ''))].sort().join('');
  if (/^[ims]*$/.test(flags) && !UNICODE_SYNTAX.test(pattern)) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // PCRE syntax: kept as data, and translated (as far as possible) when it has to match.
    }
  }
  return new ForeignRegExp(pattern, flags);
}

/**
 * The JavaScript twin that does the matching.
 * @throws PlatformError for options MongoDB refuses and for syntax that JavaScript lacks
 */
export function toMatcher(value: RegExp | ForeignRegExp): RegExp {
  if (value instanceof RegExp) return value;
  const inline = /^\(\?([imsx]+)\)/.exec(value.pattern);
  const options = value.options + (inline?.[1] ?? '');
  const bad = /[^imsx]/.exec(options);
  if (bad) throw requestFailed(`invalid flag in regex options: ${bad[0]}`);
  let pattern = inline ? value.pattern.slice(inline[0].length) : value.pattern;
  if (options.includes('x')) pattern = withoutSpaceAndComments(pattern);
  const flags = new Set(options.replaceAll('x', ''));
  if (UNICODE_SYNTAX.test(pattern)) {
    flags.add('u');
    pattern = withJavaScriptEscapes(pattern);
  }
  try {
    return new RegExp(pattern, [...flags].join(''));
  } catch {
    throw requestFailed(`Regular expression is invalid: /${value.pattern}/${value.options}`);
  }
}

/** `\x{4e00}` and `\p{Han}` are `\u{4e00}` and `\p{Script=Han}` in JavaScript; general categories are alike. */
function withJavaScriptEscapes(pattern: string): string {
  return pattern
    .replaceAll('\\x{', '\\u{')
    .replace(/\\([pP])\{([A-Z][a-z]{2,}(?:_[A-Z][a-z]+)*)\}/g, '\\$1{Script=$2}');
}

/** Option `x`: white space and `#` comments do not count, unless escaped or inside a character class. */
function withoutSpaceAndComments(pattern: string): string {
  return pattern.replace(
    /(\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\])|\s+|#[^\n]*/g,
    (_match, kept?: string) => kept ?? '',
  );
}
