import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from './finding.ts';
import type { Project } from './project.ts';
import { isPackaged } from './resolve.ts';

type Compile = (options: { root: string }) => Promise<{ findings: readonly Finding[] }>;

/** What the preview's compiler, a newer one, finds in our own files; nothing where the emulator is not there. */
export async function checkPreview({ projectDir, root }: Project): Promise<Finding[]> {
  const compiler = join(projectDir, 'emulator', 'src', 'preview', 'compile', 'index.ts');
  if (!existsSync(compiler)) return [];
  const { compileMiniprogram }: { compileMiniprogram: Compile } = await import(pathToFileURL(compiler).href);
  try {
    const { findings } = await compileMiniprogram({ root });
    return findings.filter(({ file }) => !isPackaged(file));
  } catch (error) {
    return [
      { file: 'app.json', line: null, message: error instanceof Error ? error.message : String(error) },
    ];
  }
}
