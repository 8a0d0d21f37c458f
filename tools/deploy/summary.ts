import type { CloudTarget } from '../cloud/target.ts';
import { shortHash, sizeOf } from './bundle.ts';
import type { CloudState } from './cloudFunctions.ts';
import type { PlannedFunction } from './plan.ts';
import type { ProjectFunction } from './projectFunctions.ts';

/** A deployment that went well. */
export interface Deployed {
  readonly plan: readonly PlannedFunction[];
  /** As it was read back. */
  readonly cloud: CloudState;
}

/** What was done, function by function, and what comes next. @param ms of the whole deployment */
export function summaryText(
  target: CloudTarget,
  functions: readonly ProjectFunction[],
  { plan, cloud }: Deployed,
  ms: number,
): string {
  const rows = functions.map((one) => [
    one.name,
    happenedTo(plan.find(({ name }) => name === one.name)),
    String(sizeOf(one.bundle)),
    String(cloud.functions.get(one.name)?.zipBytes ?? ''),
    hashOf(one),
  ]);
  const lines = aligned([['function', 'what happened', 'bytes', 'zipped', 'sha256 of index.js'], ...rows]);
  return `\n${lines.join('\n')}\n\nDeployed in ${(ms / 1_000).toFixed(1)} s.\n${nextSteps(target)}\n`;
}

function happenedTo(planned: PlannedFunction | undefined): string {
  if (planned?.kind !== 'changed') return planned?.kind ?? 'unchanged';
  const parts = new Set(planned.differences.map(({ part }) => part));
  return `${[...parts].join(' and ')} changed`;
}

/** Of the file that the handler names: `sha256sum dist/cloudfunctions/<name>/index.js` gives the same. */
function hashOf({ handler, bundle }: ProjectFunction): string {
  const entry = bundle.get(`${handler.split('.')[0]}.js`);
  return entry ? shortHash(entry) : '';
}

function nextSteps({ isLocal, environment, origin }: CloudTarget): string {
  const callback = environment['WECHATPAY_CALLBACK_URL'];
  if (isLocal) {
    return [
      `They serve every call at ${origin} from now on, until it stops or is reset. Try one:`,
      `  npm run tcb -- --origin ${origin} fn invoke timer`,
    ].join('\n');
  }
  return [
    `WeChat Pay calls back at ${callback}: what does this say, once your domain leads there?`,
    `  curl -i -X POST ${callback}     (401: the function is reached and believes nobody without a signature)`,
    'What comes next, up to the first order: docs/deploy.md',
  ].join('\n');
}

/** Columns as wide as their widest cell. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
}
