import { get } from '../api.ts';
import type { Collection, StoredDocument } from '../model.ts';
import type { PhoneRoute } from '../phone/route.ts';

export interface Followed {
  readonly collection: string;
  readonly id: string;
}

/** Ids are long; a page number or a tab's name in a query is none. */
const shortestId = 6;

/** What the phone's page is about: the first document whose id stands in the page's query. */
export async function documentOf(
  { query }: PhoneRoute,
  collections: readonly Collection[],
): Promise<Followed | null> {
  for (const id of Object.values(query).filter((value) => value.length >= shortestId)) {
    for (const { name, count } of collections) {
      if (count === 0) continue;
      const parameters = new URLSearchParams({ id: JSON.stringify(id) });
      const found = await get<StoredDocument[]>(`/_emulator/db/${encodeURIComponent(name)}?${parameters}`);
      if (found.length > 0) return { collection: name, id };
    }
  }
  return null;
}
