import { parseArgs } from 'node:util';
import { buyerIdOf } from '../cloudfunctions/shared/platform/identity.ts';
import { channelNamed } from './channelName.ts';
import { readEnvironmentFile } from './doctor/environmentFile.ts';
import { readPolicy } from './policy/documents.ts';
import { explain } from './policy/explain.ts';
import { FACT_OPTIONS, factsOfOptions } from './policy/factOptions.ts';
import { HELP } from './policy/help.ts';
import { replay, reportOf } from './policy/replay.ts';
import { readOrders } from './policy/storedOrders.ts';
import { runTool } from './runTool.ts';

const SEED = 'database/seed/policies.json';
const KEY = 'HOUFU_IDENTITY_KEY';

type Command = (args: string[]) => string | Promise<string>;

const COMMANDS: Readonly<Record<string, Command>> = {
  explain(args) {
    const options = { policy: { type: 'string', default: SEED }, ...FACT_OPTIONS } as const;
    const { policy: path, ...facts } = parseArgs({ args, options }).values;
    const policy = readPolicy(path);
    return explain(factsOfOptions(facts, policy), policy);
  },

  async replay(args) {
    const options = { policy: { type: 'string', default: SEED }, orders: { type: 'string' } } as const;
    const { policy: path, orders } = parseArgs({ args, options }).values;
    if (orders === undefined) throw new Error('--orders is missing: give a file, or http://127.0.0.1:5300');
    const policy = readPolicy(path);
    return `version ${policy.version} of the policy: ${reportOf(replay(await readOrders(orders), policy))}`;
  },

  buyer(args) {
    const options = {
      env: { type: 'string', default: '.env' },
      channel: { type: 'string', default: 'wechatpay' },
    } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [openid, ...others] = positionals;
    if (!openid || others.length > 0) throw new Error('give one openid: npm run policy -- buyer OPENID');
    const key = readEnvironmentFile(values.env)[KEY];
    if (!key) throw new Error(`${values.env} has no ${KEY}`);
    process.env[KEY] = key;
    return buyerIdOf(channelNamed(values.channel), openid);
  },
};

/** `npm run policy -- explain|replay|buyer …`: what a policy decides, before it is put into the database. */
await runTool(async () => {
  const [name = '--help', ...args] = process.argv.slice(2);
  if (name === '--help' || args.includes('--help')) {
    console.log(HELP);
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new Error(`there is no ${name}: explain, replay and buyer are there; see --help`);
  console.log(await command(args));
});
