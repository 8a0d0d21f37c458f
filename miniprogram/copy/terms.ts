export const TERMS_SAYS = {
  version: (version: number) => `现在用的是第 ${version} 版`,
  older: (agreed: number, current: number) =>
    `您当时同意的是第 ${agreed} 版。下面是现在用的第 ${current} 版；您已经下的订单，仍按当时的约定。`,
} as const;
