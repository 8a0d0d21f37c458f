import { afterAll, beforeAll } from 'vitest';
import { signedHeaders } from '../../cloudfunctions/shared/testing/wechatpayPeer.ts';
import { launchEmulator } from '../../tools/local/launch.ts';
import { WECHATPAY, type WechatpayStandIn } from './channels/wechatpay.ts';
import { copyProject, divertCallbacks } from './project.ts';
import { System } from './system.ts';

/** As it was sent. */
export interface SentCallback {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A system whose callbacks are held back: the test sees each, and decides what is sent, when and how often. */
export class Recorder {
  constructor(
    readonly system: System<WechatpayStandIn>,
    readonly recordedBy: string,
  ) {}

  /** The callback that the channel has sent last. */
  async last(): Promise<SentCallback> {
    const calls = await this.system.cloud.calls();
    const printed = calls.findLast((call) => call.function === this.recordedBy)?.console[0]?.text ?? '';
    return JSON.parse(printed) as SentCallback;
  }

  /** Sends a callback to the function's public address, as anybody on the internet can. */
  async send({
    headers,
    body,
  }: Omit<SentCallback, 'body'> & { readonly body: string | Uint8Array<ArrayBuffer> }): Promise<number> {
    const sent = Object.entries(headers).filter(([name]) => /^(wechatpay-|content-type)/i.test(name));
    const address = `${this.system.cloud.origin}/http/wechatpay/callback`;
    const response = await fetch(address, { method: 'POST', headers: sent as [string, string][], body });
    await response.text();
    return response.status;
  }

  /**
   * Signs a body as the channel itself would, with the key of which only the public half is known to the
   * merchant.
   */
  async signer(): Promise<(body: string, at: Date) => SentCallback> {
    const snapshot = await this.system.cloud.post('/_emulator/export', {});
    const privateKey = textIn(snapshot, 'publicKey');
    const serial = (await this.last()).headers['wechatpay-serial'] ?? '';
    return (body, at) => {
      const headers = { ...signedHeaders(body, at, privateKey), 'wechatpay-serial': serial };
      return { headers: { 'content-type': 'application/json', ...headers }, body };
    };
  }
}

/** The first text under this name, however deep. */
function textIn(value: unknown, name: string): string {
  let found = '';
  JSON.stringify(value, (key, inner) => {
    if (key === name && found === '') found = String(inner);
    return inner;
  });
  return found;
}

/** Starts such a system before the tests of this file and stops it after them. */
export function useRecorder(environment: Readonly<Record<string, string>> = {}): () => Recorder {
  let recorder: Recorder | undefined;
  let project: Awaited<ReturnType<typeof copyProject>> | undefined;
  beforeAll(async () => {
    project = await copyProject();
    const recordedBy = await divertCallbacks(project.dir);
    const options = ['--memory', '--project', project.dir];
    const system = new System(await launchEmulator(process.cwd(), options, environment), WECHATPAY);
    recorder = new Recorder(system, recordedBy);
  });
  afterAll(async () => {
    await recorder?.system.emulator.stop();
    await project?.remove();
  });
  return () => {
    if (!recorder) throw new Error('the local CloudBase is not there yet');
    return recorder;
  };
}
