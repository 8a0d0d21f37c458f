/** As WeChat counts: one for each character, Chinese or not. */
const THING_MAX = 20;

/**
 * The fields of a subscribe message as its template takes them. A `thing…` is free text of at most 20
 * characters on one line: what is longer ends in an ellipsis, since a product's name cut short is better than
 * no message. Every other kind is a fact (amount, date, time, number, order number, phrase) that would say
 * something else when cut; it stays as it is, and WeChat refuses it with 47003 where it does not fit.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
export function templateFields(data: Readonly<Record<string, string>>): Record<string, { value: string }> {
  return Object.fromEntries(
    Object.entries(data).map(([name, text]) => [name, { value: /^thing\d/.test(name) ? thing(text) : text }]),
  );
}

function thing(text: string): string {
  // Line ends and other control characters are refused, however short the text is.
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  if (line.length <= THING_MAX) return line;
  let cut = '';
  // By whole characters: half of a pair of surrogates is no text.
  for (const character of line) {
    if (cut.length + character.length > THING_MAX - 1) break;
    cut += character;
  }
  return `${cut}…`;
}
