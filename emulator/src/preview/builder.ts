import { createHash } from 'node:crypto';
import type { CompiledMiniprogram } from './compile/index.ts';
import { problemOfError, problemsOf } from './problems.ts';
import type { BuildState, Problem } from './state.ts';

export interface BuilderOptions {
  readonly root: string;
  /** @throws Error for what makes compiling impossible */
  compile(root: string): Promise<CompiledMiniprogram>;
  onChange(state: BuildState): void;
}

/** Compiles the mini-program again and again, and keeps what compiled last without an error. */
export class Builder {
  readonly #options: BuilderOptions;
  #state: BuildState = { type: 'building', revision: null, problems: [], components: 0, ms: 0 };
  #files: ReadonlyMap<string, Uint8Array> = new Map();
  #running: Promise<void> | null = null;
  #again = false;

  constructor(options: BuilderOptions) {
    this.#options = options;
  }

  get state(): BuildState {
    return this.#state;
  }

  /** A file of the last good build. */
  file(path: string): Uint8Array | undefined {
    return this.#files.get(path);
  }

  /** Builds; once more if it builds already, since the sources may have changed behind it. */
  build(): void {
    if (this.#running) this.#again = true;
    else this.#running = this.#run();
  }

  /** Resolves when nothing is being built any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      this.#tell({ ...this.#state, type: 'building' });
      await this.#buildOnce();
    } while (this.#again);
    this.#running = null;
  }

  async #buildOnce(): Promise<void> {
    const { root, compile } = this.#options;
    const startedMs = performance.now();
    try {
      const compiled = await compile(root);
      this.#take(compiled, problemsOf(root, compiled.findings));
    } catch (error) {
      const ms = Math.round(performance.now() - startedMs);
      this.#tell({ ...this.#state, type: 'failed', problems: [problemOfError(error)], ms });
    }
  }

  #take({ files, components, ms }: CompiledMiniprogram, problems: readonly Problem[]): void {
    const latest = { problems, components, ms: Math.round(ms) };
    if (problems.some(({ severity }) => severity === 'error')) {
      this.#tell({ ...this.#state, ...latest, type: 'failed' });
      return;
    }
    this.#files = files;
    this.#tell({ ...latest, type: 'built', revision: revisionOf(files) });
  }

  #tell(state: BuildState): void {
    this.#state = state;
    this.#options.onChange(state);
  }
}

/** The same for the same files, so that a change without effect reloads nothing. */
function revisionOf(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}
