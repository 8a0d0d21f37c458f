/** The one merchant of the stand-in and his app. None of these numbers exists at Alipay. */
export const app = {
  /** Of the kind that a merchant's own mini-program or web app has. */
  appId: '2021000000000001',
  /** The merchant's PID, which a trade pays. */
  sellerId: '2088000000000001',
  /** As the user reads it. */
  merchantName: '本地演示商户',
};

/** How Zhima's staff set up a 芝麻先享 service. The merchant cannot change it; a tester can (`service`). */
export interface ZhimaService {
  /** As the user reads it. */
  readonly name: string;
  /** 准入分: below it a user cannot open the service. */
  readonly admissionScore: number;
  /** The most that one debit may take if the order does not say less (签约上限), in fen. */
  readonly capFen: number;
  /** 动态金额 is played; a service of 固定金额 takes no credit orders, which begin in the cashier there. */
  readonly mode: 'dynamic' | 'fixed';
}

/** The service that the merchant's functions are given. */
export const defaultServiceId = '2026000000000000000000000001';

export const servicesAtFirst: ReadonlyMap<string, ZhimaService> = new Map([
  [defaultServiceId, { name: '芝麻先享', admissionScore: 600, capFen: 1_000_000, mode: 'dynamic' }],
]);
