import { randomUUID } from 'node:crypto';
import { buildAll } from './build.ts';
import { Narrator } from './demo/narrator.ts';
import { cancelled, chargedByItself, overdueThenPaid, paidInTime, rejected } from './demo/stories.ts';
import { Buyer } from './local/buyer.ts';
import { LocalCloudBase } from './local/client.ts';
import { launchEmulator } from './local/launch.ts';

/** As far away as a database in the cloud usually is, so that reads side by side show as one round trip. */
const DATABASE_AWAY_MS = 5;

const running = await findRunning();
const own = running ? null : await startOwn();
const cloud = new LocalCloudBase(running ?? own?.origin ?? '');
try {
  console.log(`Houfu at ${cloud.origin}, its database ${DATABASE_AWAY_MS} ms away`);
  await cloud.databaseAway(DATABASE_AWAY_MS);
  const stage = { cloud, narrator: new Narrator(cloud), newBuyer };
  await paidInTime(stage);
  await chargedByItself(stage);
  await rejected(stage);
  await cancelled(stage);
  await overdueThenPaid(stage);
} finally {
  await cloud.clearFaults();
  await own?.stop();
}

/** `npm start` in another terminal, if it is there. */
async function findRunning(): Promise<string | null> {
  const origin = `http://127.0.0.1:${process.env['PORT'] || 5300}`;
  const answer = await fetch(`${origin}/healthz`).catch(() => null);
  return answer?.ok ? origin : null;
}

async function startOwn() {
  console.log('nothing runs yet: starting a local CloudBase for this demo only');
  await buildAll(process.cwd());
  return launchEmulator(process.cwd());
}

async function newBuyer(): Promise<Buyer> {
  const buyer = new Buyer(cloud, `o-demo-${randomUUID().slice(0, 8)}`);
  await buyer.openAccount();
  return buyer;
}
