import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readDeployment } from '../doctor/deployment.ts';
import { readEnvironmentFile } from '../doctor/environmentFile.ts';
import { type Credential, credentialOf, readLogin, withoutCredential } from './credential.ts';
import { askLocalCloudBase } from './localAnswer.ts';
import { openPrivateHome } from './privateHome.ts';
import { secretsAmong } from './redact.ts';
import { sealedHome } from './sealed.ts';

/** Where the tools act: the CloudBase on this machine, or the real one. */
export interface CloudTarget {
  readonly envId: string;
  /** Such as `ap-shanghai`. */
  readonly region: string;
  readonly isLocal: boolean;
  /** Of the local CloudBase, `http://127.0.0.1:<port>`; null in the cloud. */
  readonly origin: string | null;
  readonly credential: Credential;
  /** The whole environment of a child process that acts there; it holds what `{{env.X}}` can name. */
  readonly environment: Readonly<Record<string, string>>;
  /** What no output may show: for `redact`. */
  readonly secrets: readonly string[];
}

/** A local target, and what only a local CloudBase tells. */
export interface LocalTarget extends CloudTarget {
  readonly isLocal: true;
  readonly origin: string;
  readonly appId: string;
  /** How far its clock is ahead of this machine's. */
  readonly clockOffsetMs: number;
}

/** Where private homes are made if nothing else is said; git ignores it. */
export function privateHomes(projectDir: string): string {
  return join(projectDir, '.emulator', 'tcb-home');
}

/**
 * The CloudBase that runs on this machine: a login of its own in a private home, every name but this
 * machine's refused, and of the user's shell only what a program needs to run.
 * @param address `http://127.0.0.1:<port>`
 * @param homes the folder in which the private home is made; it is gone when this process ends
 * @throws Error that says in one line what is wrong
 */
export async function localTarget(
  projectDir: string,
  address: string,
  homes: string = privateHomes(projectDir),
): Promise<LocalTarget> {
  const answer = await askLocalCloudBase(address);
  const { origin } = new URL(address);
  const { unset } = readConfig(projectDir);
  const { home, environment } = await sealedHome(homes, answer.credentials);
  const authority = join(home, 'authority.pem');
  writeFileSync(authority, answer.certificateAuthority);
  return {
    envId: answer.envId,
    region: answer.region,
    isLocal: true,
    origin,
    credential: answer.credentials,
    environment: { ...unset, ...answer.variables, ...environment, ...redirects(origin, authority) },
    secrets: [...secretsOf(answer.credentials), ...secretsAmong(answer.variables)],
    appId: answer.appId,
    clockOffsetMs: answer.clockOffsetMs,
  };
}

/**
 * The real cloud: the environment and the variables that `envFile` names, the user's own shell, and the
 * user's own login — or, with `TENCENTCLOUD_SECRETID` and `_SECRETKEY` in that file or in the shell, a
 * private home that holds them: so they stand on no command line.
 * @param envFile relative to the project; what it names wins over the shell
 * @throws Error that says in one line what is wrong
 */
export async function realTarget(projectDir: string, envFile: string): Promise<CloudTarget> {
  const { region, unset } = readConfig(projectDir);
  const variables = readEnvironmentFile(resolve(projectDir, envFile));
  const envId = variables['HOUFU_ENV_ID'];
  if (!envId) throw new Error(`${envFile} has no HOUFU_ENV_ID: the 环境 ID in the console of CloudBase`);
  const ofVariables = credentialOf(variables) ?? credentialOf(process.env);
  const credential = ofVariables ?? readLogin(homedir(), Date.now());
  const home = ofVariables ? openPrivateHome(privateHomes(projectDir), ofVariables) : null;
  const environment = {
    ...unset,
    ...defined(withoutCredential(process.env)),
    ...defined(withoutCredential(variables)),
    ...(home !== null && { HOME: home, USERPROFILE: home }),
    NO_UPDATE_NOTIFIER: '1',
  };
  return {
    envId,
    region,
    isLocal: false,
    origin: null,
    credential,
    environment,
    secrets: [...secretsOf(credential), ...secretsAmong(defined(variables))],
  };
}

/** What cloudbaserc.json says of the environment, and what the CLI takes if it says nothing. */
function readConfig(projectDir: string): {
  readonly region: string;
  /**
   * Every name that `{{env.X}}` reads, empty: what a child is told nothing of, the CLI would take from .env or
   * .env.local, whatever file is meant.
   */
  readonly unset: Readonly<Record<string, string>>;
} {
  const { deployment, read } = readDeployment(join(projectDir, 'cloudbaserc.json'));
  return {
    region: deployment.region ?? 'ap-shanghai',
    unset: Object.fromEntries(read.map((name) => [name, ''])),
  };
}

function secretsOf({ secretId, secretKey, token }: Credential): string[] {
  return [secretId, secretKey, ...(token ? [token] : [])];
}

function defined(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Everything that the CLI and the manager SDK send goes to the local CloudBase. */
function redirects(origin: string, authority: string): Record<string, string> {
  return {
    http_proxy: origin,
    NODE_EXTRA_CA_CERTS: authority,
    CLOUDBASE_TCB_CLOUDAPI_URL: origin,
    TCB_BASE_URL: origin,
  };
}
