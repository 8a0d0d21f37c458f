import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJsonObject } from '../http/body.ts';
import type { Caching } from './send-file.ts';

export interface Asset {
  readonly bytes: Uint8Array;
  readonly caching: Caching;
}

export const assetPath = '/_preview/assets/';

/** Beside `dist/cli.js`, or seen from the TypeScript source. */
const builtPlaces = ['./preview/', '../../dist/preview/'];
const require = createRequire(import.meta.url);
const fontPackage = '@fontsource-variable/noto-sans-sc';

/** Names without a slash, and without two dots in a row: no path leaves its folder. */
const builtName = /^[\w-]+(?:\.[\w-]+)+$/;
const fontFile = /^(?:index\.css|files\/[\w-]+(?:\.[\w-]+)*\.woff2)$/;

/** What is the same for every mini-program: our own bundles, and a Chinese font for machines that have none. */
export class Assets {
  readonly #font: { readonly dir: string; readonly prefix: string };

  constructor() {
    const manifest = require.resolve(`${fontPackage}/package.json`);
    const json: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
    const version = isJsonObject(json) ? String(json['version']) : '';
    this.#font = { dir: dirname(manifest), prefix: `font-${version}/` };
  }

  /** The URL path of the font's style sheet. Its version is part of it, so that it can be kept for ever. */
  get fontStyles(): string {
    return `${assetPath}${this.#font.prefix}index.css`;
  }

  /** @param path below `assetPath` @returns undefined if there is no such file */
  read(path: string): Asset | undefined {
    const { dir, prefix } = this.#font;
    if (path.startsWith(prefix)) {
      const file = path.slice(prefix.length);
      return fontFile.test(file) ? readAsset(join(dir, file), 'immutable') : undefined;
    }
    if (!builtName.test(path)) return undefined;
    for (const place of builtPlaces) {
      const asset = readAsset(join(fileURLToPath(new URL(place, import.meta.url)), path), 'revalidate');
      if (asset) return asset;
    }
    return undefined;
  }
}

function readAsset(path: string, caching: Caching): Asset | undefined {
  return existsSync(path) ? { bytes: readFileSync(path), caching } : undefined;
}
