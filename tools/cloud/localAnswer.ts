import * as v from 'valibot';
import { isLoopback } from './guard/loopback.ts';

const answerSchema = v.object({
  envId: v.string(),
  region: v.string(),
  credentials: v.object({ secretId: v.string(), secretKey: v.string() }),
  certificateAuthority: v.string(),
  variables: v.record(v.string(), v.string()),
  appId: v.string(),
  clockOffsetMs: v.number(),
});

/** What the local CloudBase tells those on the same machine who want to deploy to it. */
export type LocalAnswer = v.InferOutput<typeof answerSchema>;

const ANSWER_WITHIN_MS = 10_000;

/**
 * @param origin `http://127.0.0.1:<port>`
 * @throws Error that says in one line what to start
 */
export async function askLocalCloudBase(origin: string): Promise<LocalAnswer> {
  if (!URL.canParse(origin)) throw new Error(`"${origin}" is not an address such as http://127.0.0.1:5300`);
  const url = new URL('/_emulator/cloud', origin);
  if (!isLoopback(url.hostname)) {
    throw new Error(`${origin} is not on this machine: only a local CloudBase can be meant`);
  }
  let response: Response;
  try {
    // What answers could lead elsewhere.
    response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  } catch {
    throw new Error(`no local CloudBase answers at ${origin}: npm start first`);
  }
  const answer = v.safeParse(answerSchema, response.ok ? await response.json().catch(() => null) : null);
  if (!answer.success) throw new Error(`what answers at ${origin} is no local CloudBase: npm start first`);
  return answer.output;
}
