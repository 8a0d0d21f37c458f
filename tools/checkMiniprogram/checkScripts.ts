import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { type Finding, lineAt } from './finding.ts';
import { minify } from './minify.ts';
import type { Project } from './project.ts';
import { isPackaged } from './resolve.ts';
import { unsupported } from './unsupported.ts';

/** Whether the mini-program's own scripts and styles can be compiled, and then be run by WeChat. */
export async function checkScripts({ root, files }: Project): Promise<Finding[]> {
  const own = [...files.keys()].filter((file) => !isPackaged(file) && /\.(?:ts|js|wxss)$/.test(file));
  const uncompiled = await Promise.all(own.map((file) => compile(root, file)));
  return [
    ...uncompiled.flat(),
    ...own.filter((file) => !file.endsWith('.wxss')).flatMap((file) => read(root, file)),
  ];
}

async function compile(root: string, file: string): Promise<Finding[]> {
  try {
    await minify(root, file);
    return [];
  } catch (error) {
    return messagesOf(error).map(({ text, line }) => ({ file, line, message: text }));
  }
}

interface BuildFailure {
  readonly errors: readonly { readonly text: string; readonly location: { readonly line: number } | null }[];
}

function messagesOf(error: unknown): { text: string; line: number | null }[] {
  if (!(error instanceof Error) || !('errors' in error)) throw error;
  const { errors } = error as Error & BuildFailure;
  return errors.map(({ text, location }) => ({ text, line: location?.line ?? null }));
}

function read(root: string, file: string): Finding[] {
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const message = unsupported(node);
    if (message !== null) found.push({ file, line: lineAt(text, node.getStart(source)), message });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
