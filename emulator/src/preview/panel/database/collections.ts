import { get } from '../api.ts';
import type { Live } from '../live.ts';
import type { Collection } from '../model.ts';
import { Signal } from '../signal.ts';
import { onceSoon } from '../soon.ts';

/** All collections with how much they hold, as it changes. */
export function followCollections(live: Live): Signal<readonly Collection[]> {
  const collections: Signal<readonly Collection[]> = new Signal<readonly Collection[]>([]);
  const read = async (): Promise<void> => collections.set(await get<Collection[]>('/_emulator/db'));
  const readSoon = onceSoon(() => void read().catch(() => undefined), 200);
  live.connection.follow((state) => state === 'connected' && readSoon());
  live.onChange(readSoon);
  return collections;
}

/** 订单：金额、状态… → 订单; without a description its own name. */
export function labelOf({ name, description }: Pick<Collection, 'name' | 'description'>): string {
  return description?.split(/[：:，,；]/)[0] || name;
}
