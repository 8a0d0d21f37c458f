import type { StandIn } from '../stand-in.ts';
import type { Html } from './html.ts';
import type { Page } from './page.ts';

/** What a business view shows while it is open, and what its buttons do. */
export interface View {
  readonly title: string;
  content(standIn: StandIn, page: Page): Html;
  /** By the action that the button posts. Each leaves a notice, or leaves the page. @throws Refusal */
  readonly actions: Readonly<Record<string, (standIn: StandIn, page: Page) => void>>;
}
