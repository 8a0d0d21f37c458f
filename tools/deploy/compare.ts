import { type Bundle, shortHash } from './bundle.ts';
import type { AccessPath, DeployedFunction } from './cloudFunctions.ts';
import type { FunctionState, ProjectFunction } from './projectFunctions.ts';

/**
 * One thing in which a function of the cloud is not as the project has it. No value of a variable stands in
 * it.
 */
export interface Difference {
  readonly part: 'code' | 'configuration';
  /** `memory`, `variable WECHATPAY_MODE`, `index.js`, … */
  readonly what: string;
  readonly is: string;
  readonly wanted: string;
  /** What a person must do, where the CLI does not mend it. */
  readonly byHand?: string;
}

/** @param paths all paths of the environment's HTTP access */
export function compare(
  wanted: ProjectFunction,
  deployed: DeployedFunction,
  paths: readonly AccessPath[],
): Difference[] {
  return [
    ...compareStatus(deployed),
    ...compareCode(wanted.bundle, deployed),
    ...compareSettings(wanted, deployed),
    ...compareTimers(wanted, deployed),
    ...compareVariables(wanted.variables, deployed.variables),
    ...comparePath(wanted, paths),
  ];
}

/** The part of it that belongs to the environment, not to the function. */
export function comparePath({ name, path }: ProjectFunction, paths: readonly AccessPath[]): Difference[] {
  if (path === null) return [];
  const found = paths.find((one) => one.path === path);
  const difference = { part: 'configuration', what: `path ${path}` } as const;
  if (!found) return [{ ...difference, is: 'missing', wanted: 'open' }];
  if (found.functionName !== name) {
    const byHand = `the CLI gives away no path that is taken: npx tcb service delete --service-path ${path}`;
    return [{ ...difference, is: `given to ${found.functionName}`, wanted: 'open', byHand }];
  }
  if (found.needsLogin) {
    const byHand = 'in the console, HTTP 访问服务: switch 身份认证 of this path off';
    return [{ ...difference, is: 'only for those who log in', wanted: 'open', byHand }];
  }
  return [];
}

/**
 * Timers of a function that must go before new ones come: whether one of the same name is replaced is
 * documented nowhere.
 */
export function obsoleteTimers(wanted: ProjectFunction, deployed: DeployedFunction): string[] {
  return Object.keys(deployed.timers).filter((name) => wanted.timers[name] !== deployed.timers[name]);
}

function compareStatus({ status }: DeployedFunction): Difference[] {
  if (status === 'Active') return [];
  return [{ part: 'configuration', what: 'status', is: status, wanted: 'Active' }];
}

function compareCode(wanted: Bundle, deployed: DeployedFunction): Difference[] {
  if (deployed.unreadable !== null) {
    return [{ part: 'code', what: 'code', is: deployed.unreadable, wanted: 'what was built' }];
  }
  const names = [...new Set([...wanted.keys(), ...deployed.bundle.keys()])];
  return names.flatMap((what) => {
    const [ours, theirs] = [wanted.get(what), deployed.bundle.get(what)];
    if (ours?.sha256 === theirs?.sha256) return [];
    const shown = (file: typeof ours) => (file ? shortHash(file) : 'missing');
    return [{ part: 'code', what, is: shown(theirs), wanted: shown(ours) } as const];
  });
}

function compareSettings(wanted: ProjectFunction, deployed: FunctionState): Difference[] {
  const settings: readonly (Omit<Difference, 'part'> | null)[] = [
    unlessSame('runtime', deployed.runtime, wanted.runtime),
    unlessSame('handler', deployed.handler, wanted.handler),
    unlessSame('memory', `${deployed.memoryMb} MB`, `${wanted.memoryMb} MB`),
    unlessSame('time-out', `${deployed.timeoutS} s`, `${wanted.timeoutS} s`),
  ];
  return settings.flatMap((setting) => {
    if (!setting) return [];
    const difference = { part: 'configuration', ...setting } as const;
    if (setting.what !== 'runtime') return [difference];
    const byHand = `no update changes a runtime: npx tcb fn delete ${wanted.name}, then deploy again`;
    return [{ ...difference, byHand }];
  });
}

function compareTimers(wanted: FunctionState, deployed: FunctionState): Difference[] {
  const names = [...new Set([...Object.keys(wanted.timers), ...Object.keys(deployed.timers)])];
  return names.flatMap((name) => {
    const setting = unlessSame(
      `timer ${name}`,
      deployed.timers[name] ?? 'missing',
      wanted.timers[name] ?? 'none',
    );
    return setting ? [{ part: 'configuration', ...setting } as const] : [];
  });
}

/**
 * An empty variable and none are the same to a function, and the API does not say whether it keeps empty
 * ones.
 */
function compareVariables(
  wanted: Readonly<Record<string, string>>,
  deployed: Readonly<Record<string, string>>,
): Difference[] {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(deployed)])];
  return names.flatMap((name) => {
    const [ours = '', theirs = ''] = [wanted[name], deployed[name]];
    if (ours === theirs) return [];
    const is = theirs === '' ? (name in deployed ? 'empty' : 'missing') : 'another value';
    return [
      {
        part: 'configuration',
        what: `variable ${name}`,
        is,
        wanted: ours === '' ? 'nothing' : 'a value',
      } as const,
    ];
  });
}

function unlessSame(what: string, is: string, wanted: string): Omit<Difference, 'part'> | null {
  return is === wanted ? null : { what, is, wanted };
}
