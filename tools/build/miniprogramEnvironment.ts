import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { replaceIfChanged } from './replaceIfChanged.ts';

const NAME = 'HOUFU_ENV_ID';
/** In this order: what is deployed to, else the local CloudBase. */
const FILES = ['.env', '.env.emulator'];

/** Writes `environment.js`, which tells the mini-program (environment.d.ts) which CloudBase environment is its own. */
export async function writeEnvironment(projectDir: string, root: string): Promise<void> {
  const id = environmentId(projectDir);
  // An ES module: WeChat's compiler, esbuild and Node all take it as what it is, the project being of type "module".
  const script = `// Made by \`npm run build\` from ${NAME}.\nexport const ENV_ID = '${id}';\n`;
  await replaceIfChanged(join(root, 'environment.js'), Buffer.from(script));
}

function environmentId(projectDir: string): string {
  const values = [process.env[NAME], ...FILES.map((file) => valueIn(join(projectDir, file)))];
  // Empty counts as unset: so it stands in a fresh copy of .env.example.
  const id = values.find((value) => value !== undefined && value !== '');
  if (id === undefined) throw new Error(`${NAME} is neither set nor in ${FILES.join(' or ')}`);
  if (!/^[\w-]+$/.test(id)) throw new Error(`${NAME} is no environment id: ${id}`);
  return id;
}

function valueIn(path: string): string | undefined {
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8'))[NAME] : undefined;
}
