import { isIP, isIPv4 } from 'node:net';

/**
 * "Any address of mine": what a socket that listens, or a UDP socket before it sends, looks up. It reaches
 * nobody else.
 */
const UNSPECIFIED = ['0.0.0.0', '::'];

/**
 * Whether a name or an address can only mean this machine. Of names that is `localhost` alone: it stands in
 * every machine's own table.
 */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (UNSPECIFIED.includes(name)) return true;
  if (isIPv4(name)) return name.startsWith('127.');
  if (isIP(name) === 6) return name === '::1' || /^::ffff:127\.\d+\.\d+\.\d+$/.test(name);
  return name === 'localhost';
}
