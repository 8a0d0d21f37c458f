import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FOLDERS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'linux',
  darwin: 'mac',
  win32: 'windows',
};

/** WeChat's own compilers: wcc for WXML and WXS, wcsc for WXSS. Made in 2020 for x86-64; newer syntax they do not know. */
export interface VendorCompilers {
  /** What a compiler says about these files of `root`, taken together; '' if nothing. */
  complaints(tool: 'wcc' | 'wcsc', root: string, files: readonly string[]): string;
  close(): void;
}

/** Null where they do not run. */
export function vendorCompilers(platform: NodeJS.Platform = process.platform): VendorCompilers | null {
  const packageJson = createRequire(import.meta.url).resolve('miniprogram-compiler/package.json');
  const from = join(dirname(packageJson), 'bin', FOLDERS[platform] ?? platform);
  if (!existsSync(from)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'houfu-wcc-'));
  const suffix = platform === 'win32' ? '.exe' : '';
  for (const tool of ['wcc', 'wcsc']) {
    const copy = join(folder, tool + suffix);
    copyFileSync(join(from, tool + suffix), copy);
    // They are published without the right to be run, and node_modules may not be ours to change.
    chmodSync(copy, 0o755);
  }
  const run = (tool: string, root: string, args: readonly string[]) =>
    spawnSync(join(folder, tool + suffix), [...args, '-o', join(folder, 'out.js')], {
      cwd: root,
      encoding: 'utf8',
    });
  const compilers: VendorCompilers = {
    complaints(tool, root, files) {
      if (files.length === 0) return '';
      const { status, stdout, stderr, signal } = run(tool, root, tool === 'wcc' ? ['-d', ...files] : files);
      if (status === 0) return '';
      return `${stdout}${stderr}`.trim() || `${tool} ended with ${signal ?? status}`;
    },
    close: () => rmSync(folder, { recursive: true }),
  };
  // On other processors the system refuses to start them.
  if (!run('wcc', folder, ['-v']).error) return compilers;
  compilers.close();
  return null;
}
