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

/** The function that waits for what a variable's address is told, and what it listens to below its path. */
const LISTENERS = {
  WECHATPAY_CALLBACK_URL: { name: 'wechatpayCallback', below: '' },
  ALIPAY_NOTIFY_URL: { name: 'alipay', below: '/notify' },
} as const;

interface Known {
  readonly envId: string;
  readonly deployment: Deployment;
  readonly place?: Place;
}

/** Whether callbacks reach the function that waits for them. */
export function checkCallback(
  variable: keyof typeof LISTENERS,
  url: string,
  { envId, deployment, place = 'cloud' }: Known,
): Finding[] {
  const { name: listener, below } = LISTENERS[variable];
  const { hostname, pathname } = new URL(url);
  const path = deployment.functions.find(({ name }) => name === listener)?.path;
  const expected = path === undefined ? undefined : path + below;
  const findings: Finding[] = [];
  if (pathname !== expected) {
    const text = `${variable} ends in ${pathname}, but ${listener} listens at ${expected}`;
    findings.push(wrong(ABOUT_CALLBACKS, `${text} (cloudbaserc.json)`));
  }
  if (/\.(tcloudbase|tcloudbaseapp)\.com$/.test(hostname))
    findings.push(...checkDefaultDomain(variable, hostname, envId, place));
  return findings.length > 0 ? findings : [right(ABOUT_CALLBACKS, `come to ${listener}`)];
}

const ABOUT_CALLBACKS = 'callbacks';

/** https://docs.cloudbase.net/service/alias: default domains are for tests, and may be closed under real traffic. */
function checkDefaultDomain(variable: string, hostname: string, envId: string, place: Place): Finding[] {
  const isOwn = hostname.startsWith(`${envId}.`) || hostname.startsWith(`${envId}-`);
  // The local CloudBase takes what is sent there itself: no such domain is asked for.
  if (isOwn && place === 'local') return [];
  return [
    isOwn
      ? doubtful(
          ABOUT_CALLBACKS,
          'come over the default domain of CloudBase, good for tests: bind your own before launch',
        )
      : wrong(ABOUT_CALLBACKS, `${variable} names another environment than HOUFU_ENV_ID`),
  ];
}

/** Certificates are long: what does not fit is refused when it is deployed. */
export function checkSize(environment: Environment, deployment: Deployment): Finding[] {
  const bytes = Math.max(
    ...deployment.functions.map((each) => sizeOf(each.envVariables, deployment, environment)),
  );
  const about = 'size';
  if (bytes <= MAX_VARIABLES_BYTES) return [right(about, 'the variables fit into a function')];
  const advice =
    'give private keys in their short form (.env.example), and public keys instead of certificates in WECHATPAY_PUBLIC_KEYS';
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
