import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { ChannelName } from '../cloudfunctions/shared/domain/order/order.ts';
import { buildAll } from './build.ts';
import { channelNamed } from './channelName.ts';
import {
  closedAndEnded,
  collectedAtSecondTry,
  openedAndUsed,
  overdueLimitedRestored,
  paidInAdvance,
} from './demo/alipay.ts';
import { Narrator } from './demo/narrator.ts';
import { closed, returned, reviewed } from './demo/protection.ts';
import {
  cancelled,
  chargedByItself,
  loweredAndRefunded,
  overdueThenPaid,
  paidInTime,
  rejected,
  type Stage,
  type Story,
} from './demo/stories.ts';
import { Buyer } from './local/buyer.ts';
import { LocalCloudBase } from './local/client.ts';
import { launchEmulator } from './local/launch.ts';
import { Operator } from './local/operator.ts';
import { WAYS } from './local/ways.ts';
import { runTool } from './runTool.ts';

const STORIES: Readonly<Record<ChannelName, readonly Story[]>> = {
  wechatpay: [
    paidInTime,
    chargedByItself,
    rejected,
    cancelled,
    overdueThenPaid,
    loweredAndRefunded,
    returned,
    reviewed,
    closed,
  ],
  alipay: [
    openedAndUsed,
    collectedAtSecondTry,
    cancelled,
    overdueLimitedRestored,
    paidInAdvance,
    loweredAndRefunded,
    returned,
    closedAndEnded,
  ],
};

/** Weeks pass in a moment: the timer need not run a thousand times on each way. */
const TIMER_RUNS = 200;

/** `npm run demo -- [--channel alipay] [address]` */
await runTool(async () => {
  const options = { channel: { type: 'string', default: 'wechatpay' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const channel = channelNamed(values.channel);
  const running = positionals[0] ?? (await findRunning());
  const own = running ? null : await startOwn();
  try {
    await tell(new LocalCloudBase(running ?? own?.origin ?? '', TIMER_RUNS), channel);
  } finally {
    await own?.stop();
  }
});

async function tell(cloud: LocalCloudBase, channel: ChannelName): Promise<void> {
  if (await cloud.hasFaults()) {
    throw new Error(`${cloud.origin} has faults of yours, which the demo would disturb: clear them first`);
  }
  // The demo puts the database away for each step; whoever stops it in the middle shall not keep that.
  process.once('SIGINT', () => void cloud.clearFaults().finally(() => process.exit(130)));
  console.log(`Houfu at ${cloud.origin}. Each step with its database 5 ms away, as in the cloud.`);
  const way = WAYS[channel];
  const stranger = () => new Buyer(cloud, `o-demo-${randomUUID().slice(0, 8)}`, way);
  const newBuyer = async (): Promise<Buyer> => {
    const buyer = stranger();
    await buyer.openAccount();
    return buyer;
  };
  const stage: Stage = {
    cloud,
    narrator: new Narrator(cloud, way),
    operator: new Operator(cloud),
    stranger,
    newBuyer,
  };
  for (const story of STORIES[channel]) await story(stage);
}

/** `npm start` in another terminal, where it usually is. */
async function findRunning(): Promise<string | null> {
  const origin = `http://127.0.0.1:${process.env['PORT'] || 5300}`;
  const answer = await fetch(`${origin}/_emulator/faults`).catch(() => null);
  return answer?.ok ? origin : null;
}

async function startOwn() {
  console.log(
    'No local CloudBase found: starting one for this demo only (npm run demo -- <address> uses yours).',
  );
  await buildAll(process.cwd());
  return launchEmulator(process.cwd());
}
