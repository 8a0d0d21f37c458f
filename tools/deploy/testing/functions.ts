import { createHash } from 'node:crypto';
import type { Bundle } from '../bundle.ts';
import type { CloudState, DeployedFunction } from '../cloudFunctions.ts';
import type { ProjectFunction } from '../projectFunctions.ts';

/** A bundle out of texts. */
export function aBundle(files: Readonly<Record<string, string>>): Bundle {
  return new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      { bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') },
    ]),
  );
}

export function aFunction(changes: Partial<ProjectFunction> = {}): ProjectFunction {
  return {
    name: 'settle',
    runtime: 'Nodejs20.19',
    handler: 'index.main',
    memoryMb: 256,
    timeoutS: 20,
    variables: { MODE: 'authoriseOnce', KEY: 'a-secret-key', EMPTY: '' },
    timers: { everyMinute: '0 * * * * * *' },
    path: '/callback',
    bundle: aBundle({ 'index.js': 'exports.main = 1' }),
    ...changes,
  };
}

/** As `aFunction` is after a deployment in which nothing went wrong. */
export function deployed(changes: Partial<DeployedFunction> = {}): DeployedFunction {
  const { name: _name, path: _path, ...state } = aFunction();
  return { ...state, status: 'Active', zipBytes: 150, unreadable: null, ...changes };
}

export function aCloud(changes: Partial<CloudState> = {}): CloudState {
  return {
    functions: new Map([['settle', deployed()]]),
    others: [],
    paths: [{ path: '/callback', functionName: 'settle', needsLogin: false }],
    isHttpOn: true,
    ...changes,
  };
}
