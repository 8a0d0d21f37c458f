import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { HostCertificate } from './certificates.ts';
import { isPlayed } from './hosts.ts';

const tlsPort = '443';
const ownHosts = ['127.0.0.1', 'localhost'];

export interface TunnelOptions {
  /** The emulator's own address. */
  readonly origin: string;
  certificate(): Promise<HostCertificate>;
  /** Gets what is sent to the hosts that are played. */
  readonly onRequest: RequestListener;
}

/**
 * The emulator as the proxy that `http_proxy` names. A CONNECT to a host of the vendor's that is played here ends
 * here, TLS included, and one to the emulator itself leads to itself. There is no way to anywhere else, and no
 * further port: the servers behind it are handed their connections.
 */
export class Tunnel {
  readonly #options: TunnelOptions;
  readonly #sockets = new Set<Duplex>();
  #played: Promise<Server> | null = null;
  #closed = false;

  constructor(options: TunnelOptions) {
    this.#options = options;
  }

  /** Takes the CONNECT requests of `own`, the emulator's server. */
  attach(own: Server): void {
    own.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // A client that goes away is no error of ours.
      socket.on('error', () => undefined);
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      this.#connect(own, request.url ?? '', socket, head).catch((error: unknown) => {
        console.error('the emulator has no certificate for the hosts it plays:', error);
        socket.destroy();
      });
    });
  }

  /** Drops the connections that are left, and takes no more. */
  close(): void {
    this.#closed = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  async #connect(own: Server, target: string, socket: Duplex, head: Buffer): Promise<void> {
    const server = await this.#serverOf(own, target);
    if (this.#closed) socket.destroy();
    else if (!server) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      // Only who reads notices that the other side has gone.
      socket.resume();
    } else {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) socket.unshift(head);
      server.emit('connection', socket);
    }
  }

  async #serverOf(own: Server, target: string): Promise<Server | null> {
    const [, host = '', port = ''] = /^([^:]+):(\d+)$/.exec(target.toLowerCase()) ?? [];
    if (ownHosts.includes(host) && port === new URL(this.#options.origin).port) return own;
    if (port !== tlsPort || !isPlayed(host)) return null;
    this.#played ??= this.#playedServer();
    return this.#played;
  }

  async #playedServer(): Promise<Server> {
    const { certificate, privateKey } = await this.#options.certificate();
    return createServer({ cert: certificate, key: privateKey }, this.#options.onRequest);
  }
}
