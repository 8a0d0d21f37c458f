import { AlipaySdk } from 'alipay-sdk';
import { privateKeyOf } from '../../channels/testing/short-key.ts';
import { plainTime } from '../../channels/times.ts';

type Environment = Readonly<Record<string, string>>;

/** The public SDK, configured as a merchant would from the environment. */
export function configOf(environment: Environment) {
  return {
    appId: environment['ALIPAY_APP_ID'] ?? '',
    privateKey: privateKeyOf(environment['ALIPAY_APP_KEY'] ?? ''),
    keyType: 'PKCS8' as const,
    alipayPublicKey: environment['ALIPAY_PUBLIC_KEY'] ?? '',
    gateway: environment['ALIPAY_GATEWAY'] ?? '',
    camelcase: false,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into vendor answers of every shape
export type VendorAnswer = any;

export interface Merchant {
  readonly sdk: AlipaySdk;
  /**
   * One call, whose answer the SDK verifies. `biz_content` is sent as it is: under its own name the SDK would rename
   * `creditTradeScene`. It also takes the time of the machine for China's.
   */
  call(method: string, content: object, parameters?: Environment): Promise<VendorAnswer>;
  /** What follows `?` in the link that the SDK makes for a user's browser. */
  signStr(method: string, content: object): string;
}

export function merchantOf(environment: Environment): Merchant {
  const sdk = new AlipaySdk(configOf(environment));
  const timestamp = () => plainTime(Date.now());
  return {
    sdk,
    call: (method, content, parameters = {}) =>
      sdk.exec(
        method,
        { timestamp: timestamp(), 'biz-content': JSON.stringify(content), ...parameters },
        { validateSign: true },
      ),
    signStr(method, content) {
      const link = sdk.pageExecute(method, 'GET', { timestamp: timestamp(), bizContent: content });
      return link.slice(link.indexOf('?') + 1);
    },
  };
}
