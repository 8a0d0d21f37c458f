/** A place in what the author wrote. */
interface Place {
  readonly file: string;
  readonly line: number;
}

interface SourceMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** A digit of a map holds five bits of a number; the sixth says that more follow. */
const bits = 5;
const more = 1 << bits;

/** The numbers of one segment (https://tc39.es/ecma426/, base64 VLQ); the lowest bit of each is its sign. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = digits.indexOf(character);
    value += (digit & (more - 1)) << shift;
    shift += bits;
    if (digit & more) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

/**
 * Where a place of the generated script comes from: the last segment that begins at or before it.
 * @param line from 1 on, as in a stack
 * @param column from 1 on
 */
export function findOrigin(map: SourceMap, line: number, column: number): Place | null {
  let source = 0;
  let sourceLine = 0;
  let found: Place | null = null;
  for (const [index, segments] of map.mappings.split(';').slice(0, line).entries()) {
    let generatedColumn = 0;
    for (const segment of segments === '' ? [] : segments.split(',')) {
      const [columns = 0, sources = 0, lines = 0] = decode(segment);
      generatedColumn += columns;
      source += sources;
      sourceLine += lines;
      const isBefore = index === line - 1 && generatedColumn < column;
      if (isBefore) found = { file: map.sources[source] ?? '', line: sourceLine + 1 };
    }
  }
  return found;
}

/** Frames of a stack that are in the generated app.js: `…/app.js?x:12:34`. */
const frame = /\bapp\.js[^:\s]*:(\d+):(\d+)/;

/**
 * A stack in the author's own files, without the frames of the runtime around them.
 * @returns null if nothing is known of it: a minified build has no map
 */
export async function translateStack(stack: string): Promise<string | null> {
  const frames = stack.split('\n').flatMap((text) => {
    const [, line, column] = frame.exec(text) ?? [];
    return line && column ? [{ text, line: Number(line), column: Number(column) }] : [];
  });
  if (frames.length === 0) return null;
  const response = await fetch('app.js.map').catch(() => null);
  if (!response?.ok) return null;
  const map = (await response.json()) as SourceMap;
  return frames
    .map(({ text, line, column }) => {
      const origin = findOrigin(map, line, column);
      const name = /at (?:async )?([^\s(]+) \(/.exec(text)?.[1]?.replace(/^.*\./, '');
      return origin ? `${origin.file}:${origin.line}${name ? `  ${name}` : ''}` : text.trim();
    })
    .join('\n');
}
