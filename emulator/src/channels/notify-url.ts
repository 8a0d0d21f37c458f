import { BlockList, isIP } from 'node:net';

import { type Rule, text } from './fields.ts';
import { FieldError } from './refusal.ts';

/** Where no callback from outside arrives. */
const unreachable = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  unreachable.addSubnet(net, prefix, 'ipv4');
}
unreachable.addAddress('::', 'ipv6');
unreachable.addAddress('::1', 'ipv6');
unreachable.addSubnet('fc00::', 7, 'ipv6');
unreachable.addSubnet('fe80::', 10, 'ipv6');

/** https, public and without a query string, as both vendors demand of every `notify_url`. */
export const notifyUrl: Rule<string> = {
  check(value, path) {
    const given = text(255, /^https:\/\/[^?#\s]+$/).check(value, path);
    if (!isPublic(given)) throw new FieldError(path, 'cannot be reached from outside');
    return given;
  },
};

function isPublic(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { hostname, port } = new URL(given);
  if (port === '0' || hostname === 'localhost' || hostname.endsWith('.localhost')) return false;
  const address = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(address);
  return version === 0 || !unreachable.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
