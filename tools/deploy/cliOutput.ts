import type { CliRun } from '../cloud/officialCli.ts';

/** What the CLI says of a deployment, in either of its languages. Nothing of it is proof. */
export interface CliReport {
  /** Mostly 0, whatever happened. */
  readonly exitCode: number;
  /** How many functions it deployed, as it says. */
  readonly deployed: number;
  /** Its own words about those that failed, by name. */
  readonly failures: ReadonlyMap<string, string>;
}

const COUNT = /(?:Successfully deployed|成功部署) (\d+)/;
const FAILED = /\[([\w-]+)\] (?:函数部署失败|获取函数详情失败|Cloud function deployment failed)/;
const MESSAGE = /(?:错误信息|Error message): (.*)/;
/** A line of the list that `--all` ends with. */
const LISTED = /^\W*- \[([\w-]+)\] (.+)$/;

export function readCliOutput({ exitCode, output }: CliRun): CliReport {
  const failures = new Map<string, string>();
  let failed: string | undefined;
  for (const line of output.split(/\r?\n/)) {
    const [, name] = FAILED.exec(line) ?? [];
    const [, message] = MESSAGE.exec(line) ?? [];
    const [, listed, reason] = LISTED.exec(line) ?? [];
    if (name !== undefined) {
      failed = name;
      failures.set(name, '');
    } else if (failed !== undefined && message !== undefined) failures.set(failed, message);
    else if (listed !== undefined && reason !== undefined) failures.set(listed, reason);
  }
  return { exitCode, deployed: Number(COUNT.exec(output)?.[1] ?? 0), failures };
}
