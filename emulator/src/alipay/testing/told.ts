import { type Ordered, startOrdered } from './harness.ts';

/** An order whose debit was asked for; a second later the merchant is told twice of it. */
export async function startPaying(behaviour: object = {}): Promise<Ordered> {
  const ordered = await startOrdered(behaviour);
  await ordered.pay();
  return ordered;
}

export const parametersOf = ({ standIn }: Ordered) =>
  standIn.callbacks.map((one) => (one instanceof Error ? one : one.parameters));

export const idsOf = ({ standIn }: Ordered, url: string) =>
  standIn.callbacks.flatMap((one) => (one instanceof Error || one.url !== url ? [] : [one.id]));

/** When it was told, from the first time on. */
export const timesOf = ({ standIn }: Ordered, url: string) => {
  const times = standIn.callbacks.flatMap((one) =>
    one instanceof Error || one.url !== url ? [] : [one.atMs],
  );
  return times.map((atMs) => atMs - (times[0] ?? 0));
};

/** What is on record of the two; before them the merchant was told of the agreement. */
export async function deliveriesOf({ standIn }: Ordered) {
  const { state } = await standIn.service.exportState();
  return state.deliveries.slice(1).map(([, delivery]) => delivery);
}
