import { posix } from 'node:path';
import { type Message, transform } from 'esbuild';
import type { FindingList, Place } from './findings.ts';

/** Functions that WXS has and JavaScript has not. */
export const wxsGlobals =
  'var getRegExp = (pattern, flags) => new RegExp(pattern, flags);' +
  'var getDate = (...parts) => new Date(...parts);';

/**
 * WXS as JavaScript that behaves alike: there `value.constructor` is the type's name, and modules are found without
 * their extension. It stays more lenient than WXS; WeChat's own compiler is the judge of that.
 */
export function toJavaScript(wxs: string): string {
  return wxs
    .replace(/\brequire\(\s*(['"])([^'"]+)\.wxs\1\s*\)/g, "require('$2')")
    .replace(/\.constructor\b(?!\s*=[^=])/g, '.constructor.name');
}

/** Paths of the modules that a script requires. @param from its own path */
export function modulesRequired(wxs: string, from: string): readonly string[] {
  return [...wxs.matchAll(/\brequire\(\s*['"]([^'"]+)['"]\s*\)/g)].map(([, reference = '']) =>
    modulePath(reference, from),
  );
}

/** The path by which the template compiler knows a module: without extension. */
export function modulePath(reference: string, from: string): string {
  const path = reference.startsWith('/') ? reference.slice(1) : posix.join(posix.dirname(from), reference);
  return path.replace(/\.wxs$/, '');
}

export interface WxsSource {
  readonly file: string;
  readonly wxs: string;
  /** Where it stands, if it is only a part of the file. */
  readonly place: Place;
}

/** Reports what is no WXS: its syntax is that of ES5 (https://developers.weixin.qq.com/miniprogram/dev/reference/wxs/). */
export async function checkWxs({ file, wxs, place }: WxsSource, findings: FindingList): Promise<void> {
  const errors = await transform(wxs, { loader: 'js', target: 'es5', logLevel: 'silent' }).then(
    () => [],
    (failure: { errors?: Message[] }) => failure.errors ?? [],
  );
  for (const { text, location } of errors) {
    const newSyntax = /^Transforming (.+) to the configured target environment/.exec(text)?.[1];
    const message = newSyntax ? `WXS does not know ${newSyntax}.` : `This is not valid WXS: ${text}.`;
    const inFile = location && { line: location.line, column: location.column + 1 };
    findings.error(file, place ?? inFile, message);
  }
}
