import { describe, expect, it } from 'vitest';
import { aPolicy } from '../../testing/builders.ts';
import { World } from '../../testing/world.ts';
import { readPolicy } from './readPolicy.ts';

describe('the policy for the merchant’s people', () => {
  it('is the one that counts, number by number', async () => {
    const world = new World();
    world.policy = aPolicy({ version: 7, limits: { openingFen: 12_345 }, charge: { channelMessage: true } });
    const { rollout: _rollout, messages: _messages, ...same } = world.policy;
    expect(await readPolicy(world.services)).toMatchObject(same);
  });

  it('counts who is on its allow-list, and names nobody', async () => {
    const world = new World();
    world.policy = aPolicy({ rollout: { percent: 5, allowBuyers: ['buyer-a', 'buyer-b'] } });
    const policy = await readPolicy(world.services);
    expect(policy.rollout).toEqual({ percent: 5, allowedBuyers: 2 });
    expect(JSON.stringify(policy)).not.toContain('buyer-a');
  });

  it('keeps the ids of message templates to itself', async () => {
    const world = new World();
    const fields = { amount: 'amount1', time: 'time2', note: 'thing3' };
    world.policy = aPolicy({ messages: { charge: { templateId: 'template-9', fields } } });
    expect(JSON.stringify(await readPolicy(world.services))).not.toContain('template-9');
  });
});
