import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Declaration, Rule } from 'postcss';
import codePoints from '../icons/codepoints.json' with { type: 'json' };
import { isFile } from './folders.ts';

/** Where TDesign's style sheet looks for its icons. */
const remoteFont = 'https://tdesign.gtimg.com/icon/';
const localFont = 'fonts/tdesign-icons.woff';
const glyphSelector = /\.t-icon-([a-z0-9-]+)::?before$/;
/** Seen from the TypeScript source, or from the bundled command `dist/cli.js`. */
const places = ['../icons/t.woff', '../src/preview/icons/t.woff'];

const codePointByName: Readonly<Record<string, string>> = codePoints;

/**
 * Lets TDesign's icons come from the font kept here instead of a CDN. It has the same glyphs by name, a good many at
 * other code points.
 * @returns whether the declaration names the font
 */
export function useLocalIcons(declaration: Declaration): boolean {
  if (declaration.prop === 'src' && declaration.value.includes(remoteFont)) {
    declaration.value = `url(${localFont}) format('woff')`;
    return true;
  }
  if (declaration.prop === 'content' && declaration.parent?.type === 'rule') {
    const name = glyphSelector.exec((declaration.parent as Rule).selector)?.[1];
    const codePoint = name === undefined ? undefined : codePointByName[name];
    if (codePoint !== undefined) declaration.value = `'\\${codePoint}'`;
  }
  return false;
}

/** The font by its path below the phone's folder. */
export function iconFontFile(): readonly [path: string, content: Uint8Array] {
  const file = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(isFile);
  if (file === undefined) throw new Error('the icon font icons/t.woff is missing');
  return [localFont, readFileSync(file)];
}
