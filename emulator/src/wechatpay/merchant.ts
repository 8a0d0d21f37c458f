/** How WeChat's staff set up a 支付分 service; the merchant cannot change it. */
export interface PayscoreService {
  readonly serviceId: string;
  /** As the user reads it. */
  readonly name: string;
  /** 免确认: users authorise once. Without it every order is confirmed by the user (需确认). */
  readonly withoutConfirmation: boolean;
  /** The most one order may cost (服务风险金额), in fen. */
  readonly riskCapFen: number;
}

/** The one merchant of the stand-in. None of these numbers exists at WeChat Pay. */
export const merchant = {
  mchid: '1900000001',
  /** As the user reads it. */
  name: '本地演示商户',
  appid: 'wx0000000000000001',
  apiV3Key: 'local-emulator-apiv3-key-32chars',
  apiV2Key: 'local-emulator-apiv2-key-32chars',
};

export const withoutConfirmation: PayscoreService = {
  serviceId: '00004000000000000000000000000001',
  name: '先用后付（免确认）',
  withoutConfirmation: true,
  riskCapFen: 1_000_000,
};

export const withConfirmation: PayscoreService = {
  serviceId: '00004000000000000000000000000002',
  name: '先用后付（需确认）',
  withoutConfirmation: false,
  riskCapFen: 1_000_000,
};

export const services: readonly PayscoreService[] = [withoutConfirmation, withConfirmation];
