import * as v from 'valibot';
import type { AssessmentFacts } from '../../cloudfunctions/shared/domain/assessment/facts.ts';
import { readDocuments } from './documents.ts';

const number = v.number();

/** As an assessment was stored; an older one may lack facts that a newer policy asks for. */
const factsSchema = v.object({
  amountFen: number,
  quantity: number,
  account: v.picklist(['none', 'open', 'closed', 'erasing']),
  authorisation: v.picklist(['none', 'pending', 'active', 'ended', 'notNeeded']),
  limitFen: number,
  availableFen: number,
  runningOrders: number,
  overdueOrders: number,
  settledInTime: number,
  settledLate: number,
  returned: number,
  ordersInWindow: number,
  addressKnown: v.nullable(v.boolean()),
  minorsLocked: v.boolean(),
  rolloutBucket: number,
  rolloutAllowed: v.boolean(),
  channelMaxFen: v.nullable(number),
  allowanceFen: number,
}) satisfies v.GenericSchema<unknown, AssessmentFacts>;

const orderSchema = v.object({
  _id: v.string(),
  buyerId: v.string(),
  assessment: v.optional(
    v.nullable(
      v.object({
        decision: v.picklist(['approved', 'rejected']),
        reasons: v.array(v.string()),
        facts: v.fallback(v.nullable(factsSchema), null),
      }),
    ),
    null,
  ),
});

/** An order as it is stored, as far as its assessment goes; `facts` is null where they are not complete. */
export type StoredOrder = v.InferOutput<typeof orderSchema>;

/**
 * The orders of a file, or of a local CloudBase that runs.
 * @throws Error that says in one line what is wrong with the source
 */
export async function readOrders(source: string): Promise<StoredOrder[]> {
  const documents = /^https?:/.test(source) ? await fetchOrders(source) : readDocuments(source);
  return documents.map((document, index) => {
    const { output, success } = v.safeParse(orderSchema, document);
    if (!success) throw new Error(`${source} holds something that is no order: see document ${index + 1}`);
    return output;
  });
}

/** Only from this machine: orders are nobody else's business. */
async function fetchOrders(source: string): Promise<unknown[]> {
  const origin = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(?=\/?$)/.exec(source)?.[0];
  if (!origin) throw new Error(`${source} is no local CloudBase: give http://127.0.0.1:5300, or a file`);
  const response = await fetch(`${origin}/_emulator/db/orders`).catch(() => null);
  if (!response?.ok) throw new Error(`no local CloudBase answers at ${origin}: is npm start running?`);
  return (await response.json()) as unknown[];
}
