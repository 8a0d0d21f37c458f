/** Whose pages these play. */
export const vendor = '支付宝';
