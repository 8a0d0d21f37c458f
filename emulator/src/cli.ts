import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { miniprogramRoot } from './preview/root.ts';
import { type EmulatorOptions, startEmulator } from './server.ts';

const usage =
  'cloudbase-local [--project DIR] [--port N] [--memory] [--data DIR] [--mode NAME] [--strict] [--bare] [--preview [DIR]]';
const defaultPort = '5300';
/** Stopping takes longer than this only if something hangs. */
const stopWithinMs = 5_000;

function readOptions(): EmulatorOptions {
  const { values } = parseArgs({
    args: process.argv.slice(2).map(withValue),
    options: {
      project: { type: 'string', default: '.' },
      port: { type: 'string', default: process.env['PORT'] || defaultPort },
      memory: { type: 'boolean', default: false },
      data: { type: 'string' },
      mode: { type: 'string' },
      strict: { type: 'boolean', default: false },
      bare: { type: 'boolean', default: false },
      preview: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`"${values.port}" is not a port`);
  if (values.bare && values.data !== undefined) throw new Error('--bare keeps no data: leave --data out');
  const projectDir = resolve(values.project);
  const inMemory = values.memory || values.bare;
  return {
    projectDir,
    port,
    dataDir: inMemory ? null : resolve(values.data ?? join(projectDir, '.emulator')),
    strict: values.strict,
    bare: values.bare,
    ...(values.mode !== undefined && { mode: values.mode }),
    ...(values.preview !== undefined && {
      preview: { root: values.preview === '' ? miniprogramRoot(projectDir) : resolve(values.preview) },
    }),
  };
}

/** `--preview` may stand alone, which `parseArgs` does not know: then its value is empty. */
function withValue(arg: string, index: number, args: readonly string[]): string {
  const next = args[index + 1];
  return arg === '--preview' && (next === undefined || next.startsWith('-')) ? `${arg}=` : arg;
}

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(usage);
    return;
  }
  const emulator = await startEmulator(readOptions());
  const stop = (): void => {
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    void emulator.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Whoever started it as a child is gone.
  process.on('disconnect', stop);
  console.log(`ready ${emulator.origin}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
