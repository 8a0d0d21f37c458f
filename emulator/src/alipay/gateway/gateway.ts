import type { IncomingMessage, ServerResponse } from 'node:http';

import { FieldError } from '../../channels/refusal.ts';
import { logRequest, newRequestId } from '../../channels/request-log.ts';
import { rfc3339Time } from '../../channels/times.ts';
import { underFaults } from '../../channels/under-faults.ts';
import { readBody } from '../../http/body.ts';
import type { Faults } from '../../kernel/faults.ts';
import { Refusal, refusalWithCode } from '../errors.ts';
import type { StandIn } from '../stand-in.ts';
import { type Answer, bodyOfAnswer } from './answer.ts';
import { methods } from './methods.ts';
import { authenticate, callOf, type Parameters } from './request.ts';

const bodyLimitBytes = 1024 * 1024;

/** Answers one request to `/gateway.do` as Alipay does. */
export async function handleGateway(
  standIn: StandIn,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  // Read before any fault delays it: a caller that gives up meanwhile has been heard all the same.
  const body = (await readBody(request, bodyLimitBytes)).toString();
  const parameters: Parameters = Object.fromEntries([...url.searchParams, ...new URLSearchParams(body)]);
  const { method = '' } = parameters;
  const answer = await underFaults(
    faults,
    { service: 'alipay', action: method },
    async () => answerTo(standIn, method, parameters),
    (code) => refused(method, refusalWithCode(code)),
  );
  const requestId = newRequestId();
  const at = rfc3339Time(standIn.clock.now());
  const entry = { requestId, at, method: 'POST', target: url.pathname, action: method || 'unknown' };
  if (answer === 'dropped') {
    logRequest(standIn, { ...entry, status: 'dropped', verdict: 'dropped' });
    request.socket.destroy();
    return;
  }
  logRequest(standIn, { ...entry, status: 200, ...verdictOf(answer) });
  const text = await bodyOfAnswer(standIn, answer);
  response.writeHead(200, {
    // The vendor calls its JSON so.
    'content-type': 'text/html;charset=utf-8',
    'content-length': Buffer.byteLength(text),
    trace_id: requestId,
  });
  response.end(text);
}

function answerTo(standIn: StandIn, method: string, parameters: Parameters): Answer {
  try {
    authenticate(standIn, parameters);
    const known = methods.get(method);
    if (!known) throw new Refusal('isv.invalid-method');
    return { method, fields: known.handle(standIn, callOf(standIn, parameters)), refusal: null };
  } catch (error) {
    if (error instanceof Refusal) return refused(method, error);
    if (error instanceof FieldError) {
      return refused(
        method,
        new Refusal(methods.get(method)?.malformed ?? 'isv.invalid-parameter', error.message),
      );
    }
    throw error;
  }
}

function refused(method: string, refusal: Refusal): Answer {
  return { method, fields: refusal.fields, refusal };
}

function verdictOf({ refusal }: Answer): { verdict: string; message?: string } {
  return refusal ? { verdict: refusal.subCode, message: refusal.message } : { verdict: 'ok' };
}
