import { runOfficialCli } from './cloud/officialCli.ts';
import { sealedHome } from './cloud/sealed.ts';
import { localTarget, privateHomes } from './cloud/target.ts';
import { isHelp, readWrapped } from './cloud/wrapped.ts';
import { runWrapped } from './cloud/wrapper.ts';
import { runTool } from './runTool.ts';

const projectDir = process.cwd();

const HELP = `
The official CLI of CloudBase, against the CloudBase that runs on this machine (npm start). It has a home and a
login of its own for each run; your own login is never read, and nothing leaves this machine.

  npm run tcb -- fn list
  npm run tcb -- fn deploy --all --yes
  npm run tcb -- fn invoke listProducts --params '{}'
  npm run tcb -- fn log listProducts
  npm run tcb -- --as o-buyer-lin fn run --name listProducts --params '{}'

  --as OPENID     who calls the function that fn run runs, through the mini-program
  --origin URL    where the CloudBase is, if not at http://127.0.0.1:5300 (or the port in PORT)

For the real cloud: npm run deploy, or npx tcb.
`;

const options = { projectDir, show: (text: string) => void process.stdout.write(text) };

/** `npm run tcb -- [--origin URL] [--as OPENID] <what tcb takes>` */
await runTool(async () => {
  const { origin, openid, args } = readWrapped(process.argv.slice(2), process.env['PORT']);
  if (args.every(isHelp)) console.log(HELP);
  if (args.length === 0 || args.some(isHelp)) return showHelp(args);
  const { exitCode, failure } = await runWrapped(
    await localTarget(projectDir, origin),
    { openid, args },
    options,
  );
  process.exitCode = exitCode;
  if (failure !== null) console.error(`tcb itself ended with 0, but: ${failure}`);
});

/** The CLI's own, also while nothing runs. */
async function showHelp(args: readonly string[]): Promise<void> {
  const { environment } = await sealedHome(privateHomes(projectDir), null);
  const asked = args.length > 0 ? args : ['--help'];
  const { exitCode } = await runOfficialCli({ environment, secrets: [] }, asked, options);
  process.exitCode = exitCode;
}
