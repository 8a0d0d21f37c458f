import { join } from 'node:path';
import ts from 'typescript';

const programs = new Map<string, ts.Program>();

/** The mini-program's scripts as its tsconfig.json has them; made once, since two checks need it. */
export function programOf(root: string): ts.Program {
  const known = programs.get(root);
  if (known) return known;
  const parsed = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  });
  if (!parsed) throw new Error(`${join(root, 'tsconfig.json')} cannot be read`);
  const program = ts.createProgram({
    rootNames: parsed.fileNames,
    options: parsed.options,
    configFileParsingDiagnostics: parsed.errors,
  });
  programs.set(root, program);
  return program;
}
