import { createServer, type RequestListener, type Server } from 'node:http';

/** Longer than the SDKs keep a free connection (4.8 s), so that it is never the server that closes one in use. */
const keepAliveMs = 60_000;

/** Listens on 127.0.0.1 only. @throws Error that says that the port is in use */
export async function listen(
  port: number,
  onRequest: RequestListener,
): Promise<{ server: Server; port: number }> {
  const server = createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: 0 }, onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = `port ${port} is in use: stop what uses it, or choose another port (PORT or --port)`;
      reject(error.code === 'EADDRINUSE' ? new Error(inUse) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the server has no address');
  return { server, port: address.port };
}

/** Stops taking requests and drops the connections that are left. */
export async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
