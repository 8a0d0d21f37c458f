import { NOTHING, type Usage } from './usage.ts';

/**
 * What CloudBase charges, in 资源点 (resource points): the one place to adjust. Prices differ by page, by date and by
 * where an environment was opened; look at yours before you rely on them.
 *
 * As https://cloud.tencent.com/document/product/876/127357 and https://docs.cloudbase.net/quick-start/resource-point
 * are quoted by public projects between August and October 2026; the pages themselves could not be read. Memory time
 * is the ¥0.00011108 a GB·s of the older list (产品定价 in https://github.com/tencentyun/qcloud-documents), which the
 * quotations confirm with 0.111 points.
 */
export const POINTS_PER_YUAN = 1_000;

const POINTS: Readonly<Record<keyof Usage, number>> = {
  calls: 13.3 / 10_000,
  reads: 200 / 10_000,
  writes: 200 / 10_000,
  gbSeconds: 0.11108,
  bytesOut: 800 / 1e9,
};

/** What a database holds, a GB and day. */
export const POINTS_PER_STORED_GB_DAY = 40;

/** A plan for a month, and what it includes. */
export interface Plan {
  readonly name: string;
  readonly yuan: number;
  readonly included: readonly Quota[];
  /** How many functions an environment may have, where that is less than we have. */
  readonly functions?: number;
}

interface Quota {
  readonly what: string;
  readonly perMonth: number;
  of(usage: Usage): number;
}

const points = (perMonth: number): Quota => ({ what: 'points', perMonth, of: pointsOf });
/** Every call of a function and every call to the database is one of these 调用次数. */
const allCalls = (perMonth: number): Quota => ({
  what: 'calls',
  perMonth,
  of: ({ calls, reads, writes }) => calls + reads + writes,
});
const part = (key: keyof Usage, what: string, perMonth: number): Quota => ({
  what,
  perMonth,
  of: (usage) => usage[key],
});

/**
 * The plans of the three ways to count that are still met: points (体验版, 个人版, 标准版, as above), calls (个人版 as
 * WeChat DevTools open it; 价格文档 in the repository above), and each resource for itself (免费版; 产品定价).
 */
export const PLANS: readonly Plan[] = [
  { name: 'free, 2026 (points)', yuan: 0, included: [points(3_000)] },
  { name: 'personal, 2026 (points)', yuan: 19.9, included: [points(40_000)] },
  { name: 'standard, 2026 (points)', yuan: 199, included: [points(330_000)] },
  {
    name: 'personal, from DevTools (calls)',
    yuan: 19.9,
    included: [allCalls(200_000), part('gbSeconds', 'GB·s', 100_000), part('bytesOut', 'bytes out', 2e9)],
  },
  {
    name: 'free, before 2022',
    yuan: 0,
    functions: 10,
    included: [
      part('reads', 'reads', 500 * 30),
      part('writes', 'writes', 300 * 30),
      part('gbSeconds', 'GB·s', 1_000),
    ],
  },
];

/** In resource points. */
export function pointsOf(usage: Usage): number {
  return shares(usage).reduce((sum, [, each]) => sum + each, 0);
}

/** The points of each kind of use. */
export function shares(usage: Usage): readonly (readonly [keyof Usage, number])[] {
  return USES.map((key) => [key, usage[key] * POINTS[key]] as const);
}

const USES = Object.keys(NOTHING) as readonly (keyof Usage)[];

/** How many orders a month a plan includes beside what runs anyway, and what of it is used up first. */
export function ordersWithin(plan: Plan, base: Usage, perOrder: Usage): { orders: number; limit: string } {
  const limits = plan.included.map(({ what, perMonth, of }) => ({
    orders: Math.floor((perMonth - of(base)) / of(perOrder)),
    limit: what,
  }));
  return limits.reduce((least, each) => (each.orders < least.orders ? each : least));
}
