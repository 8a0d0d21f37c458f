declare namespace WechatMiniprogram {
  /** What WeChat's own typings do not have yet. */
  interface Wx {
    /**
     * Opens a page of WeChat Pay's; absent in versions of WeChat before 7.0.3.
     * https://pay.weixin.qq.com/doc/v3/merchant/4012607478
     */
    openBusinessView?(option: {
      readonly businessType: string;
      readonly extraData: Readonly<Record<string, string>>;
      success?(): void;
      fail?(): void;
    }): void;
  }
}
