import type { Message } from '../../channels/reach.ts';
import { signatureOf, signedText } from '../gateway/signing.ts';
import { strangerKey } from '../keys.ts';
import type { StandIn } from '../stand-in.ts';
import type { NotifyEvent } from './event.ts';

/** Another merchant's. */
const foreignAppId = '2021000000000099';

/** Signs an event anew, with whatever the behaviour says is to be wrong with it, as the form that is posted. */
export async function messageOf(standIn: StandIn, event: NotifyEvent): Promise<Message> {
  const { callbacks } = standIn.state.behaviour;
  const type = callbacks === 'rsa' ? 'RSA' : 'RSA2';
  const { privateKey } = callbacks === 'foreignKey' ? await strangerKey() : standIn.keys.alipay;
  const told = {
    ...event.parameters,
    ...(callbacks === 'foreignApp' ? { app_id: foreignAppId } : {}),
    // Without a value it is not part of what is signed, though it is sent.
    ...(callbacks === 'emptyParameter' ? { passback_params: '' } : {}),
    sign_type: type,
  };
  const sign = signatureOf(signedText(told, 'sign_type'), privateKey, type);
  const sent = callbacks === 'tampered' ? { ...told, notify_id: `${event.id}0` } : told;
  return {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: Buffer.from(new URLSearchParams({ ...sent, sign }).toString()),
  };
}
