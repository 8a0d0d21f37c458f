import type { IncomingMessage, ServerResponse } from 'node:http';

/** Fields of a wire request: parsed JSON, or the parts of a multipart body (binary parts as Buffer). */
export type WireBody = Readonly<Record<string, unknown>>;

export interface WireContext {
  readonly requestId: string;
  /** The function call on whose behalf the SDK speaks, from `?call=`; undefined for a program outside. */
  readonly callId: string | undefined;
  /** The `x-tcb-source` chain of the caller, such as `['wx_client', 'scf']`. */
  readonly source: readonly string[];
}

/**
 * What a wire action answers: the fields of the JSON answer (the door adds `requestId`), or raw bytes, which
 * WeChat's own APIs use.
 */
export type WireAnswer = Readonly<Record<string, unknown>> | RawAnswer;

export class RawAnswer {
  constructor(
    readonly bytes: Buffer,
    readonly contentType: string,
  ) {}
}

/** One action of `POST /admin`. @throws PlatformError for what the platform refuses */
export type WireAction = (body: WireBody, context: WireContext) => Promise<WireAnswer>;

/** A plain HTTP route, such as `GET /_emulator/db/:collection`. The handler writes the whole answer. */
export interface Route {
  readonly method: string;
  /** Exact path, or a prefix if it ends with `/` (but `/` itself is exact). */
  readonly path: string;
  /** True for routes that take requests from anywhere, as a public callback URL does (only `/http/`). */
  readonly open?: boolean;
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
}

/** One part of the platform. Every part of the emulator has this shape; all members but the name are optional. */
export interface Service {
  readonly name: string;
  /** Ready to serve once this resolves. `origin` is the emulator's own address, `http://127.0.0.1:<port>`. */
  start?(origin: string): Promise<void>;
  stop?(): Promise<void>;
  readonly actions?: Readonly<Record<string, WireAction>>;
  readonly routes?: readonly Route[];
  /** Back to how it was after the first start: seed data, nothing remembered. */
  reset?(): Promise<void>;
  /** The whole state as JSON, and back from it. */
  exportState?(): Promise<unknown>;
  importState?(state: unknown): Promise<void>;
}
