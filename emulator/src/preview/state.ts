import type { Persona } from '../persona.ts';

/** Something that is wrong with the mini-program, with the lines around it. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Relative to the mini-program's folder; null if it concerns no file. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
  readonly excerpt: Excerpt | null;
}

export interface Excerpt {
  /** The number of the first line, from 1. */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** How far the mini-program is: what `/_preview/events` tells. */
export interface BuildState {
  /** `failed`: the phone keeps what was built last. */
  readonly type: 'building' | 'built' | 'failed';
  /** Names what the phone shows now: another one means another mini-program. Null until something is built. */
  readonly revision: string | null;
  /** Of the latest build that has ended. */
  readonly problems: readonly Problem[];
  readonly components: number;
  readonly ms: number;
}

/** What `GET /_preview/state` answers. */
export interface PreviewState extends BuildState {
  /** The mini-program's folder, as people know it. */
  readonly project: string;
  readonly personas: readonly Persona[];
}
