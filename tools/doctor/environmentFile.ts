import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { doubtful, type Environment, type Finding, right } from './finding.ts';

/** @throws Error that says in one line what to do */
export function readEnvironmentFile(path: string): Environment {
  if (!existsSync(path)) throw new Error(`${path} is not there: copy .env.example to .env and fill it in`);
  return parseEnv(readFileSync(path, 'utf8'));
}

/** Only its owner may read a file with keys: item 19 of the vendor's acceptance list. Windows has no such bits. */
export function checkPermissions(path: string, platform: NodeJS.Platform = process.platform): Finding[] {
  if (platform === 'win32') return [];
  const others = statSync(path).mode & 0o077;
  if (others === 0) return [right(path, 'only its owner can read it')];
  return [doubtful(path, `others on this machine can read the keys in it: chmod 600 ${path}`)];
}

/** Names that have another value in the shell: the CLI by itself would deploy that one, `npm run deploy` does not. */
export function checkShadowed(file: Environment, shell: Environment): Finding[] {
  return Object.keys(file)
    .filter((name) => /^(HOUFU|WECHATPAY)_/.test(name))
    .filter((name) => shell[name] !== undefined && shell[name] !== file[name])
    .map((name) =>
      doubtful(name, 'has another value in your shell, which npx tcb would deploy: unset it there'),
    );
}
