import { type Reader, Unfit } from './values.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One variable: its value, or what is the case without it, or where a value is to be had. */
export type Variable<T> = { readonly name: string; readonly read: Reader<T> } & (
  | { readonly absent: T }
  | { readonly from: string }
);

/** The variable that each field of a configuration is read from. */
export type Variables<Config> = { readonly [F in keyof Config]: Variable<Config[F]> };

/**
 * What is wrong with a variable, and what to do: the end of a sentence that begins with its name; never its
 * value.
 */
export interface ConfigProblem {
  readonly variable: string;
  readonly problem: string;
}

/** What could be read, and everything that is wrong. */
export interface Checked<Config> {
  readonly found: Partial<Config>;
  readonly problems: readonly ConfigProblem[];
}

/** Reads each field from its variable; an empty variable is like none. */
export function checkVariables<Config extends object>(
  variables: Variables<Config>,
  environment: Environment,
): Checked<Config> {
  const found: { -readonly [F in keyof Config]?: Config[F] } = {};
  const problems: ConfigProblem[] = [];
  const readInto = <F extends keyof Config>(field: F) => {
    const variable: Variable<Config[F]> = variables[field];
    try {
      found[field] = valueIn(variable, environment[variable.name] ?? '');
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      problems.push({ variable: variable.name, problem: error.message });
    }
  };
  fieldsOf(variables).forEach(readInto);
  return { found, problems };
}

/**
 * The whole configuration.
 * @param channel whose it is, for people
 * @throws Error that names every variable that is wrong, and never a value
 */
export function complete<Config extends object>(
  variables: Variables<Config>,
  { found, problems }: Checked<Config>,
  channel: string,
): Config {
  if (problems.length > 0 || !isComplete(variables, found)) {
    const sentences = problems.map(({ variable, problem }) => `${variable} ${problem}`);
    throw new Error(`${channel} is not configured: ${sentences.join('; ')}`);
  }
  return found;
}

/** The names of all variables, those that may be empty included. */
export function namesOf<Config extends object>(variables: Variables<Config>): readonly string[] {
  return fieldsOf(variables).map((field) => variables[field].name);
}

function valueIn<T>(variable: Variable<T>, text: string): T {
  if (text !== '') return variable.read(text);
  if ('absent' in variable) return variable.absent;
  throw new Unfit(`is missing: ${variable.from}`);
}

function isComplete<Config extends object>(
  variables: Variables<Config>,
  found: Partial<Config>,
): found is Config {
  return fieldsOf(variables).every((field) => field in found);
}

function fieldsOf<Config extends object>(variables: Variables<Config>): (keyof Config)[] {
  return Object.keys(variables).filter((name): name is keyof Config & string =>
    Object.hasOwn(variables, name),
  );
}
