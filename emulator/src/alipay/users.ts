import type { StandIn } from './stand-in.ts';

/** What Zhima knows of a user beside his orders. */
export interface User {
  /** 芝麻分, 350 to 950. */
  readonly score: number;
  /** Refused by Zhima's risk control, whatever the score. */
  readonly blocked: boolean;
}

/** A user of whom nothing was said is good enough, so that a first try just works. */
const defaultUser: User = { score: 700, blocked: false };

export function userOf({ state }: StandIn, openId: string): User {
  return state.users.get(openId) ?? defaultUser;
}

export function setUser(standIn: StandIn, openId: string, change: Partial<User>): User {
  const user = { ...userOf(standIn, openId), ...change };
  standIn.state.users.set(openId, user);
  return user;
}
