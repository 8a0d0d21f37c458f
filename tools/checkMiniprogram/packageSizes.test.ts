import { describe, expect, it } from 'vitest';
import { checkSizes, LIMITS, packageSizes } from './packageSizes.ts';
import { aMiniprogram, said } from './testing/fixture.ts';

describe('the size of a package', () => {
  it('counts what can be reached, minified, and all pictures', async () => {
    const [main, merchant] = await packageSizes(aMiniprogram());
    const changed = aMiniprogram({
      'pages/me/me.ts': '// A long comment that is not shipped.\nPage({});\n',
      'copy/unused.ts': 'export const unused = 1;\n',
      'images/unnamed.png': '1234567890',
      'merchant/images/unnamed.jpg': '12345',
      'merchant/unused.wxml': '<view/>',
    });
    expect(await packageSizes(changed)).toEqual([
      { root: '', files: (main?.files ?? 0) + 1, bytes: (main?.bytes ?? 0) + 10, npmBytes: 0 },
      { root: 'merchant', files: (merchant?.files ?? 0) + 1, bytes: (merchant?.bytes ?? 0) + 5, npmBytes: 0 },
    ]);
  });

  it('tells apart what comes from npm', async () => {
    const [main] = await packageSizes(
      aMiniprogram({
        'miniprogram_npm/ui/button.json': '{"component":true}',
        'miniprogram_npm/ui/button.wxml': '<view  />',
        'miniprogram_npm/ui/other.wxml': '<view/>',
        'pages/me/me.json': { usingComponents: { 'ui-button': 'ui/button' } },
      }),
    );
    expect(main?.npmBytes).toBe('{"component":true}'.length + '<view />'.length);
  });

  it('is limited, alone and in all', () => {
    const size = (root: string, bytes: number) => ({ root, files: 1, bytes, npmBytes: 0 });
    expect(said(checkSizes([size('', LIMITS.packageBytes), size('a', LIMITS.packageBytes + 1)]))).toEqual([
      'app.json the subpackage a has 2097153 bytes; 2 MB are allowed',
    ]);
    const many = Array.from({ length: 11 }, (_, index) => size(`p${index}`, LIMITS.packageBytes));
    expect(said(checkSizes(many))).toEqual(['app.json all packages have 23068672 bytes; 20 MB are allowed']);
  });
});
