import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  checkWechatpayConfig,
  readWechatpayConfig,
} from '../cloudfunctions/shared/channels/wechatpay/config.ts';
import { checkMerchantCertificate } from './doctor/certificates.ts';
import { readDeployment } from './doctor/deployment.ts';
import { diagnose } from './doctor/diagnosis.ts';
import { checkPermissions, checkShadowed, readEnvironmentFile } from './doctor/environmentFile.ts';
import { examine } from './doctor/examine.ts';
import { type Environment, type Finding, report, wrong } from './doctor/finding.ts';
import { probe } from './doctor/probe.ts';
import { checkUnread } from './doctor/variables.ts';
import { runTool } from './runTool.ts';

const CONFIG_FILE = 'cloudbaserc.json';

/**
 * `npm run doctor [-- --env FILE] [--cert apiclient_cert.pem] [--online]`: whether what is to be deployed is
 * complete and fits together. Ends with 1 if anything must be mended.
 */
await runTool(async () => {
  const { values } = parseArgs({
    options: {
      env: { type: 'string', default: '.env' },
      cert: { type: 'string' },
      online: { type: 'boolean', default: false },
    },
  });
  const file = readEnvironmentFile(values.env);
  const environment = { ...process.env, ...file };
  const findings = [
    ...checkPermissions(values.env),
    ...checkShadowed(file, process.env),
    ...examine(environment, CONFIG_FILE),
    ...checkUnread(file, readDeployment(CONFIG_FILE).read),
    ...(values.cert === undefined ? [] : examineCertificate(values.cert, environment)),
    ...(values.online ? await examineOnline(environment) : []),
  ];
  console.log(report(findings));
  if (findings.some(({ mark }) => mark === '✗')) process.exitCode = 1;
});

function examineCertificate(path: string, environment: Environment): Finding[] {
  return checkMerchantCertificate(
    readFileSync(path, 'utf8'),
    checkWechatpayConfig(environment).found,
    new Date(),
  );
}

async function examineOnline(environment: Environment): Promise<Finding[]> {
  const about = 'online';
  if (checkWechatpayConfig(environment).problems.length > 0) {
    return [wrong(about, 'nothing was sent: mend the variables first')];
  }
  const config = readWechatpayConfig(environment);
  try {
    return diagnose(await probe(config), config.publicKeys, new Date());
  } catch (error) {
    return [
      wrong(about, `${config.baseUrl} gave no answer (${causeOf(error)}): is there a proxy or a firewall?`),
    ];
  }
}

/** `fetch` itself says only that it failed. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error)
    return 'code' in error.cause ? String(error.cause.code) : error.cause.message;
  return error.name;
}
