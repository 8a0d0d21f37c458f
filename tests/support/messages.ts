import { MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { changePolicy } from './policy.ts';
import type { System } from './system.ts';

const FIELDS = { amount: 'amount1', time: 'time2', note: 'thing3' };

/** A message that WeChat has delivered. */
export interface Sent {
  readonly openid: string;
  readonly templateId: string;
  readonly data: Readonly<Record<string, { readonly value: string }>>;
}

/** The merchant stores a new version with his templates; a warm instance knows of it a minute later. */
export async function useTemplates(system: System): Promise<void> {
  const charge = { templateId: 'TPL-CHARGE', fields: FIELDS };
  const overdue = { templateId: 'TPL-OVERDUE', fields: FIELDS };
  await changePolicy(system, { messages: { charge, overdue } });
  await system.cloud.advance(2 * MINUTE_MS);
}

export async function sentTo({ cloud }: System, openid: string): Promise<Sent[]> {
  const response = await fetch(`${cloud.origin}/_emulator/subscribe-messages`);
  const { sent } = (await response.json()) as { sent: Sent[] };
  return sent.filter((one) => one.openid === openid);
}
