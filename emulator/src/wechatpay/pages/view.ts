import type { View as AnyView } from '../../channels/pages/view.ts';
import type { StandIn } from '../stand-in.ts';
import type { Page } from './page.ts';

export type View = AnyView<StandIn, Page>;
