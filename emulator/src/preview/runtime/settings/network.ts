import { Subscribers } from './subscribers.ts';

interface NetworkStatus {
  readonly isConnected: boolean;
  readonly networkType: 'wifi' | 'none';
}

/** `wx.onNetworkStatusChange`. */
export const networkListeners = new Subscribers<NetworkStatus>();

/** What the tester's panel says; the browser's own network can be gone as well. */
let switchedOn = true;

export function networkStatus(): NetworkStatus {
  const isConnected = switchedOn && navigator.onLine;
  return { isConnected, networkType: isConnected ? 'wifi' : 'none' };
}

/** Cuts the phone off, or connects it again. */
export function switchNetwork(online: boolean): void {
  if (online === switchedOn) return;
  switchedOn = online;
  networkListeners.tell(networkStatus());
}

/** Follows the browser's own network. */
export function followNetwork(): void {
  for (const type of ['online', 'offline']) {
    window.addEventListener(type, () => networkListeners.tell(networkStatus()));
  }
}
