import { readFileSync } from 'node:fs';
import { doubtful, type Environment, type Finding, type Place, right, wrong } from './finding.ts';
import { render } from './render.ts';

/** What is read of cloudbaserc.json. */
export interface Deployment {
  readonly region?: string;
  readonly functionDefaultConfig?: { readonly envVariables?: Variables };
  readonly functions: readonly {
    readonly name: string;
    readonly path?: string;
    readonly envVariables?: Variables;
  }[];
}
type Variables = Readonly<Record<string, string>>;

const CALLBACK_FUNCTION = 'wechatpayCallback';
/** All variables of a function together. https://cloud.tencent.com/document/product/583/11637 */
const MAX_VARIABLES_BYTES = 4096;

/**
 * @param path of cloudbaserc.json
 * @returns `read`: the names that `{{env.X}}` reads
 * @throws Error if it cannot be read
 */
export function readDeployment(path: string): { readonly deployment: Deployment; readonly read: string[] } {
  const text = readFileSync(path, 'utf8');
  const read = [...text.matchAll(/\{\{env\.(\w+)\}\}/g)].map(([, name = '']) => name);
  return { deployment: JSON.parse(text), read };
}

/** Whether callbacks reach the function that waits for them. */
export function checkCallback(
  callbackUrl: string,
  envId: string,
  { functions }: Deployment,
  place: Place = 'cloud',
): Finding[] {
  const about = 'callbacks';
  const { hostname, pathname } = new URL(callbackUrl);
  const expected = functions.find(({ name }) => name === CALLBACK_FUNCTION)?.path;
  const findings: Finding[] = [];
  if (pathname !== expected) {
    const text = `WECHATPAY_CALLBACK_URL ends in ${pathname}, but ${CALLBACK_FUNCTION} listens at ${expected}`;
    findings.push(wrong(about, `${text} (cloudbaserc.json)`));
  }
  if (/\.(tcloudbase|tcloudbaseapp)\.com$/.test(hostname))
    findings.push(...checkDefaultDomain(hostname, envId, place));
  return findings.length > 0 ? findings : [right(about, `come to ${CALLBACK_FUNCTION}`)];
}

/** https://docs.cloudbase.net/service/alias: default domains are for tests, and may be closed under real traffic. */
function checkDefaultDomain(hostname: string, envId: string, place: Place): Finding[] {
  const isOwn = hostname.startsWith(`${envId}.`) || hostname.startsWith(`${envId}-`);
  // The local CloudBase takes what is sent there itself: no such domain is asked for.
  if (isOwn && place === 'local') return [];
  return [
    isOwn
      ? doubtful(
          'callbacks',
          'come over the default domain of CloudBase, good for tests: bind your own before launch',
        )
      : wrong('callbacks', 'WECHATPAY_CALLBACK_URL names another environment than HOUFU_ENV_ID'),
  ];
}

/** Certificates are long: what does not fit is refused when it is deployed. */
export function checkSize(environment: Environment, deployment: Deployment): Finding[] {
  const bytes = Math.max(
    ...deployment.functions.map((each) => sizeOf(each.envVariables, deployment, environment)),
  );
  const about = 'size';
  if (bytes <= MAX_VARIABLES_BYTES) return [right(about, 'the variables fit into a function')];
  const advice = 'put public keys instead of certificates into WECHATPAY_PUBLIC_KEYS';
  return [
    wrong(about, `the variables of a function have ${bytes} bytes, more than the 4 KB allowed: ${advice}`),
  ];
}

function sizeOf(
  own: Variables = {},
  { functionDefaultConfig }: Deployment,
  environment: Environment,
): number {
  const variables = Object.entries({ ...functionDefaultConfig?.envVariables, ...own });
  const rendered = variables.map(([name, text]) => name + render(text, environment));
  return Buffer.byteLength(rendered.join(''));
}
