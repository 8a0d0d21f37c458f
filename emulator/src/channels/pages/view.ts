import type { Html } from './html.ts';

/** What a page shows while it is open, and what its buttons do. */
export interface View<StandIn, Page> {
  readonly title: string;
  content(standIn: StandIn, page: Page): Html;
  /** By the action that the button posts. Each leaves a notice, or leaves the page. @throws ChannelRefusal */
  readonly actions: Readonly<Record<string, (standIn: StandIn, page: Page, form: URLSearchParams) => void>>;
}
