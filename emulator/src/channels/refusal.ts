/** What a stand-in refuses as its vendor would, in whatever form the vendor answers. */
export class ChannelRefusal extends Error {}

/** One field of a request that is not as it must be. */
export class FieldError extends ChannelRefusal {
  constructor(
    readonly path: string,
    /** What was expected of it. */
    readonly rule: string,
  ) {
    super(`参数错误: ${path} ${rule}`);
  }
}
