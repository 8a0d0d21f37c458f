import { type Emulator, type EmulatorOptions, startEmulator } from '../src/server.ts';
import { type Fixture, writeProject } from './project.ts';

export interface Running extends Emulator {
  readonly dir: string;
  /** Calls a function as the mini-program does. */
  call(name: string, event?: unknown, openid?: string): Promise<{ status: number; body: unknown }>;
  post(path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  get(path: string): Promise<{ status: number; body: unknown }>;
  /** Stops the emulator and removes the project. */
  end(): Promise<void>;
}

/** Starts the whole emulator on a project made for one test. */
export async function start(fixture: Fixture, options: Partial<EmulatorOptions> = {}): Promise<Running> {
  const { dir, remove } = writeProject(fixture);
  try {
    const emulator = await startEmulator({ projectDir: dir, port: 0, dataDir: null, env: {}, ...options });
    return { ...emulator, ...clientOf(emulator.origin), dir, end: () => emulator.stop().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

export function clientOf(origin: string): Pick<Running, 'call' | 'post' | 'get'> {
  const send = async (path: string, init: RequestInit): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(origin + path, init);
    return { status: response.status, body: await response.json() };
  };
  return {
    get: (path) => send(path, {}),
    post: (path, body = {}) => send(path, { method: 'POST', body: JSON.stringify(body) }),
    call: (name, event = {}, openid) =>
      send(`/functions/${name}`, {
        method: 'POST',
        body: JSON.stringify(event),
        headers: openid === undefined ? {} : { 'x-wx-openid': openid },
      }),
  };
}
