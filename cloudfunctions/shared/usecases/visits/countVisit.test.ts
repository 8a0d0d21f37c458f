import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../domain/duration.ts';
import { BUYER } from '../../testing/builders.ts';
import { refusal, World } from '../../testing/world.ts';
import { countVisit, VISITS_PER_MINUTE } from './countVisit.ts';

const visit = (world: World, buyerId = BUYER) => refusal(countVisit(world.services, buyerId));
const visits = (world: World, times: number) =>
  Promise.all(Array.from({ length: times }, () => visit(world)));

describe('the calls of a buyer over HTTP', () => {
  it('are counted, however many come at once, and no more than a minute holds are let in', async () => {
    const world = new World();
    const outcomes = await visits(world, VISITS_PER_MINUTE + 5);
    expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(VISITS_PER_MINUTE);
    expect(outcomes.filter((outcome) => outcome === 'TOO_MANY_REQUESTS')).toHaveLength(5);
    expect(world.store.all('visits')).toMatchObject([{ _id: BUYER, count: VISITS_PER_MINUTE }]);
  });

  it('begin anew with each minute', async () => {
    const world = new World();
    await visits(world, VISITS_PER_MINUTE);
    expect(await visit(world)).toBe('TOO_MANY_REQUESTS');
    world.later(MINUTE_MS);
    expect(await visit(world)).toBe('none');
    expect(world.store.all('visits')).toMatchObject([{ count: 1 }]);
  });

  it('are let in by an instance whose clock is behind, and counted with the others', async () => {
    const world = new World();
    await visit(world);
    world.later(-1_000);
    expect(await visit(world)).toBe('none');
    expect(world.store.all('visits')).toMatchObject([{ count: 2 }]);
  });

  it('are those of one buyer', async () => {
    const world = new World();
    await visits(world, VISITS_PER_MINUTE);
    expect(await visit(world, 'buyer-2')).toBe('none');
  });

  it('take one round trip within a minute', async () => {
    const world = new World();
    await visit(world);
    world.store.trips.length = 0;
    await visit(world);
    expect(world.store.trips).toHaveLength(1);
  });
});
