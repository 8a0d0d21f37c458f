import { list, optional, record, text } from '../../channels/fields.ts';
import type { Call } from '../gateway/request.ts';
import type { StandIn } from '../stand-in.ts';
import { findTrade, tradeNames } from './find.ts';
import { viewTrade } from './view.ts';

export const queryOptions = optional(list(text(64), { min: 0, max: 20 }));

const queryFields = record({ ...tradeNames, query_options: queryOptions });

export function queryTrade(standIn: StandIn, call: Call) {
  return viewTrade(standIn, findTrade(standIn, call.content(queryFields)));
}
