import { relative, sep } from 'node:path';
import ts from 'typescript';
import type { Finding } from './finding.ts';
import { programOf } from './program.ts';
import type { Project } from './project.ts';

/** WeChat's compiler erases types without looking at them: they are checked here. */
export function checkTypes({ root }: Project): Finding[] {
  return ts.getPreEmitDiagnostics(programOf(root)).map(({ file, start, messageText }) => ({
    file: file ? relative(root, file.fileName).split(sep).join('/') : 'tsconfig.json',
    line: file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : null,
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
  }));
}
