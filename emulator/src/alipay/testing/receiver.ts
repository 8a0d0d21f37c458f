import { AlipaySdk } from 'alipay-sdk';

import type { SentCallback } from '../../channels/testing/start.ts';
import { configOf } from './sdk.ts';

export interface ReceivedNotification {
  readonly id: string;
  readonly url: string;
  readonly atMs: number;
  readonly parameters: Readonly<Record<string, string>>;
  /** Of a message. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into contents of every shape
  readonly content: any;
}

/** What a careful merchant does with a notification: RSA2 only, verified by the public SDK, its own app. */
export function readNotification(
  environment: Readonly<Record<string, string>>,
  { url, body }: SentCallback,
): ReceivedNotification | Error {
  const parameters = Object.fromEntries(new URLSearchParams(body.toString()));
  if (parameters['sign_type'] !== 'RSA2') return new Error('not RSA2');
  if (!isVerified(environment, parameters)) return new Error('bad signature');
  if (parameters['app_id'] !== environment['ALIPAY_APP_ID']) return new Error('not our app');
  const { notify_id: id = '', biz_content: content = 'null' } = parameters;
  return { id, url, atMs: Date.now(), parameters, content: JSON.parse(content) };
}

/** The SDK takes parameters without a value for signed ones; the vendor does not. */
function isVerified(
  environment: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, string>>,
): boolean {
  const sdk = new AlipaySdk(configOf(environment));
  const valued = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
  return sdk.checkNotifySignV2(parameters) || sdk.checkNotifySignV2(valued);
}
