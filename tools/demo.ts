import { randomUUID } from 'node:crypto';
import { buildAll } from './build.ts';
import { Narrator } from './demo/narrator.ts';
import { closed, returned, reviewed } from './demo/protection.ts';
import {
  cancelled,
  chargedByItself,
  loweredAndRefunded,
  overdueThenPaid,
  paidInTime,
  rejected,
} from './demo/stories.ts';
import { Buyer } from './local/buyer.ts';
import { LocalCloudBase } from './local/client.ts';
import { launchEmulator } from './local/launch.ts';
import { Operator } from './local/operator.ts';
import { runTool } from './runTool.ts';

await runTool(async () => {
  const given = process.argv[2];
  const running = given ?? (await findRunning());
  const own = running ? null : await startOwn();
  try {
    await tell(new LocalCloudBase(running ?? own?.origin ?? ''));
  } finally {
    await own?.stop();
  }
});

async function tell(cloud: LocalCloudBase): Promise<void> {
  if (await cloud.hasFaults()) {
    throw new Error(`${cloud.origin} has faults of yours, which the demo would disturb: clear them first`);
  }
  // The demo puts the database away for each step; whoever stops it in the middle shall not keep that.
  process.once('SIGINT', () => void cloud.clearFaults().finally(() => process.exit(130)));
  console.log(`Houfu at ${cloud.origin}. Each step with its database 5 ms away, as in the cloud.`);
  const newBuyer = async (): Promise<Buyer> => {
    const buyer = new Buyer(cloud, `o-demo-${randomUUID().slice(0, 8)}`);
    await buyer.openAccount();
    return buyer;
  };
  const stage = { cloud, narrator: new Narrator(cloud), operator: new Operator(cloud), newBuyer };
  const stories = [
    paidInTime,
    chargedByItself,
    rejected,
    cancelled,
    overdueThenPaid,
    loweredAndRefunded,
    returned,
    reviewed,
    closed,
  ];
  for (const story of stories) await story(stage);
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
