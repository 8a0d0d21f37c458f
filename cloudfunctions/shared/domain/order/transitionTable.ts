/**
 * Checks a table of transitions: every target must be a state, and every state reachable from `initial`.
 * Called when a table is loaded, so that a wrong one stops the start and not an order.
 * @throws Error that names the state
 */
export function checkTransitions(table: Readonly<Record<string, readonly string[]>>, initial: string): void {
  for (const [state, targets] of Object.entries(table)) {
    for (const target of targets) {
      if (!Object.hasOwn(table, target)) throw new Error(`${state} goes to the unknown state ${target}`);
    }
  }
  const reached = new Set([initial]);
  for (const state of reached) {
    for (const target of table[state] ?? []) reached.add(target);
  }
  for (const state of Object.keys(table)) {
    if (!reached.has(state)) throw new Error(`${state} cannot be reached from ${initial}`);
  }
}
