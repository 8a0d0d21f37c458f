import * as v from 'valibot';
import type { ChannelFacts } from '../../domain/order/channelFacts.ts';
import { type CallbackContent, CallbackRefused } from '../channel.ts';
import type { WechatpayConfig } from './config.ts';
import { isOurs } from './ownership.ts';
import { refundFactsOf, refundNewsSchema } from './refund.ts';
import { factsOf, serviceOrderSchema } from './serviceOrder.ts';

const authorisationSchema = v.object({
  openid: v.string(),
  user_service_status: v.picklist(['USER_OPEN_SERVICE', 'USER_CLOSE_SERVICE']),
});

/**
 * What a verified and decrypted callback says.
 * @throws CallbackRefused for content of another form or for somebody else; Error for an undocumented state
 */
export function contentOf(config: WechatpayConfig, event: string, text: string, now: Date): CallbackContent {
  switch (event) {
    case 'PAYSCORE.USER_CONFIRM':
    case 'PAYSCORE.USER_PAID': {
      const order = ours(config, serviceOrderSchema, text);
      return { kind: 'order', facts: documented(factsOf(order, config.mode, now)) };
    }
    case 'PAYSCORE.USER_OPEN_SERVICE':
    case 'PAYSCORE.USER_CLOSE_SERVICE': {
      const { openid, user_service_status: status } = ours(config, authorisationSchema, text);
      return { kind: 'authorisation', openid, state: status === 'USER_OPEN_SERVICE' ? 'active' : 'ended' };
    }
    case 'REFUND.SUCCESS':
    case 'REFUND.CLOSED':
    case 'REFUND.ABNORMAL':
      return { kind: 'refund', facts: refundFactsOf(ours(config, refundNewsSchema, text)) };
    default:
      return { kind: 'ignored' };
  }
}

/** The text read by the schema. @throws CallbackRefused if it has another form */
export function parsedCallback<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch {
    throw new CallbackRefused('unexpected content');
  }
}

function ours<S extends v.GenericSchema>(config: WechatpayConfig, schema: S, text: string): v.InferOutput<S> {
  const content = parsedCallback(schema, text);
  if (!isOurs(config, JSON.parse(text))) throw new CallbackRefused('for somebody else');
  return content;
}

/** Not acknowledged, so that it comes again; meanwhile the timer asks. */
function documented(facts: ChannelFacts | null): ChannelFacts {
  if (!facts) throw new Error('a callback in a state that is not documented');
  return facts;
}
