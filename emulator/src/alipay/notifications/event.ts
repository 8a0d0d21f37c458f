/** Something that Alipay tells the merchant. */
export interface NotifyEvent {
  /** `notify_id` */
  readonly id: string;
  /** 蚂蚁消息 to the app's gateway, or 异步通知 to the `notify_url` of a trade. */
  readonly kind: 'message' | 'trade';
  readonly createdAtMs: number;
  /** What is told: all parameters but those of the signature. */
  readonly parameters: Readonly<Record<string, string>>;
}
