import type { ServerResponse } from 'node:http';

import { html } from '../../channels/pages/html.ts';
import { rows } from '../../channels/pages/layout.ts';
import { sendPage } from '../../channels/pages/routes.ts';
import { FieldError } from '../../channels/refusal.ts';
import { logRequest, newRequestId } from '../../channels/request-log.ts';
import { rfc3339Time } from '../../channels/times.ts';
import { signFields } from '../agreements/open.ts';
import { Refusal } from '../errors.ts';
import { authenticate, callOf, type Parameters } from '../gateway/request.ts';
import { createFields } from '../orders/place.ts';
import { serviceOf } from '../services.ts';
import type { StandIn } from '../stand-in.ts';
import { openPage, type Purpose } from './page.ts';
import { vendor } from './vendor.ts';

/**
 * What a merchant asks for by a `signStr`: the query of a request that it signed for the user's browser or app.
 * @throws Refusal
 */
export function signedPurpose(standIn: StandIn, signStr: string): SignedPurpose {
  const parameters: Parameters = Object.fromEntries(new URLSearchParams(signStr));
  const { method = 'unknown' } = parameters;
  const at = rfc3339Time(standIn.clock.now());
  const entry = { requestId: newRequestId(), at, method: 'GET', target: '/gateway.do', action: method };
  try {
    authenticate(standIn, parameters);
    const purpose = purposeOf(standIn, parameters);
    serviceOf(standIn, purpose.fields.zm_service_id);
    logRequest(standIn, { ...entry, status: 200, verdict: 'ok' });
    return purpose;
  } catch (error) {
    const refusal = error instanceof FieldError ? new Refusal('INVALID_PARAMETER', error.message) : error;
    if (!(refusal instanceof Refusal)) throw error;
    logRequest(standIn, { ...entry, status: 200, verdict: refusal.subCode, message: refusal.message });
    throw refusal;
  }
}

export type SignedPurpose = Extract<Purpose, { readonly view: 'sign' | 'create' }>;

function purposeOf(standIn: StandIn, parameters: Parameters): SignedPurpose {
  const call = callOf(standIn, parameters);
  switch (parameters['method']) {
    case 'zhima.credit.payafteruse.creditagreement.sign':
      return { view: 'sign', fields: call.content(signFields) };
    case 'zhima.credit.payafteruse.creditbizorder.create':
      return { view: 'create', fields: call.content(createFields) };
    default:
      throw new Refusal('isv.invalid-method');
  }
}

/** What a browser gets that follows a link of `pageExecute`: the page, where somebody has to log in first. */
export function showSigned(standIn: StandIn, response: ServerResponse, url: URL): void {
  try {
    const purpose = signedPurpose(standIn, url.search);
    response.writeHead(302, { location: openPage(standIn, null, purpose) }).end();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, sub_code, sub_msg } = error.fields;
    const content = html`${rows([
      { name: '错误码', value: `${code} ${sub_code}` },
      { name: '原因', value: sub_msg },
    ])}`;
    sendPage(standIn, response, 200, { vendor, title: '请求错误', content });
  }
}
