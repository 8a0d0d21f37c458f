import { request } from 'node:http';

/** What is kept of an answer; a merchant's is a word, or a line. */
const answerLimitBytes = 4096;

/** How long the receiver of a callback may take before the attempt counts as failed; real time. */
const answerTimeoutMs = 30_000;

/**
 * How a stand-in calls a callback URL: the environment's public host leads to the emulator's own HTTP access, a
 * server on this machine is called as it is, and nothing leaves the machine.
 * @throws Error if the host is another one, or gives no answer
 */
export async function deliverCallback(
  origin: string,
  envId: string,
  callbackUrl: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): Promise<{ status: number; body: string }> {
  const url = new URL(callbackUrl);
  const isOwn = url.hostname === `${envId}.service.tcloudbase.com`;
  if (!isOwn && (url.hostname !== '127.0.0.1' || url.protocol !== 'http:')) {
    throw new Error(`callbacks to ${url.hostname} are refused: nothing leaves this machine`);
  }
  const target = isOwn ? new URL(`/http${url.pathname}${url.search}`, origin) : url;
  return new Promise((resolve, reject) => {
    const sent = request(target, {
      method: 'POST',
      headers: { ...headers, host: url.host, 'content-length': body.length },
      timeout: answerTimeoutMs,
    });
    sent.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (body.length < answerLimitBytes) body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error('the callback was not answered in time')));
    sent.on('error', reject);
    sent.end(body);
  });
}
