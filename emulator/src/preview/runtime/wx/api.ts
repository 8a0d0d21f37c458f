import { Refusal } from '../pages/refusal.ts';

interface Callbacks<Answer> {
  success?(answer: Answer): void;
  fail?(failure: Failure): void;
  complete?(outcome: Answer | Failure): void;
}

export interface Failure {
  readonly errMsg: string;
  readonly [detail: string]: unknown;
}

type Options<Input, Answer> = Input & Callbacks<Answer>;
type Success<Output> = Output & { readonly errMsg: string };

function toFailure(name: string, error: unknown): Failure {
  const details = error instanceof Refusal ? error.details : {};
  const message = error instanceof Error ? error.message : String(error);
  // A plain object in WeChat too: it has no stack, and its errMsg is what people look for.
  return { errMsg: `${name}:fail ${message}`, ...details };
}

/**
 * An API as WeChat has them: with callbacks, or, without any, as a promise. What `run` throws is the failure, in
 * the words `<name>:fail <message>`.
 */
export function asyncApi<Input extends object = object, Output = unknown>(
  name: string,
  run: (input: Input) => Output | Promise<Output>,
) {
  return (options: Options<Input, Success<object>> = {} as Options<Input, Success<object>>) => {
    const { success, fail, complete } = options;
    const outcome = (async () => {
      const output = await run(options);
      return { errMsg: `${name}:ok`, ...output } as Success<object>;
    })().catch((error: unknown) => {
      throw toFailure(name, error);
    });
    if (!success && !fail && !complete) return outcome;
    outcome.then(
      (answer) => {
        success?.(answer);
        complete?.(answer);
      },
      (failure: Failure) => {
        fail?.(failure);
        complete?.(failure);
      },
    );
    return undefined;
  };
}

/** An API that a browser cannot do anything for: it succeeds. */
export function quietApi(name: string) {
  return asyncApi(name, () => {});
}
