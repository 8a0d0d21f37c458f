import { type LoadingPage, load } from './page';

/** A page that asks again before it has been answered: by another tab, a refresh, a look now and then. */
export interface TurningPage extends LoadingPage {
  /** Counts its questions. */
  turn: number;
}

/** Whether an answer still counts, to a question that is asked within the turn that runs. */
export function currentTurn(page: TurningPage): () => boolean {
  const { turn } = page;
  return () => page.turn === turn;
}

/** The same as `load`; an answer, or a failure, that a later question has overtaken is dropped. */
export async function loadLatest(page: TurningPage, read: () => Promise<object>): Promise<void> {
  page.turn += 1;
  const counts = currentTurn(page);
  const whileItCounts: LoadingPage = {
    get data() {
      return page.data;
    },
    setData(data) {
      if (counts()) page.setData(data);
    },
  };
  await load(whileItCounts, async () => {
    try {
      return await read();
    } catch (error) {
      if (counts()) throw error;
      return {};
    }
  });
}
