/**
 * What each part is of all of them, in whole percent that add up to 100: what rounding down leaves goes to those that
 * lost most by it. Of nothing everything is 0.
 */
export function percentsOf(parts: readonly number[]): readonly number[] {
  const all = parts.reduce((sum, part) => sum + part, 0);
  if (all === 0) return parts.map(() => 0);
  const percents = parts.map((part) => Math.floor((part * 100) / all));
  const lost = parts.map((part, index) => ({ index, by: (part * 100) % all })).sort((a, b) => b.by - a.by);
  const left = 100 - percents.reduce((sum, percent) => sum + percent, 0);
  const raised = lost.slice(0, left).map(({ index }) => index);
  return percents.map((percent, index) => (raised.indexOf(index) >= 0 ? percent + 1 : percent));
}
