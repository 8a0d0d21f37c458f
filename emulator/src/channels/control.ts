import { controlRoute } from '../http/control-route.ts';
import { sendJson } from '../http/respond.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Route } from '../kernel/service.ts';
import { optional, type Rule, record, text } from './fields.ts';
import { ChannelRefusal } from './refusal.ts';

/** What a tester asked for cannot be done; the reason is for him. */
export function impossible(why: string): PlatformError {
  return new PlatformError('INVALID_PARAM', why);
}

/** A route by which testers act; what the vendor itself would refuse is impossible too. */
export function actRoute<T>(path: string, fields: Rule<T>, act: (input: T) => unknown): Route {
  return controlRoute('POST', path, (input) => {
    try {
      return act(fields.check(input, ''));
    } catch (error) {
      throw error instanceof ChannelRefusal ? impossible(error.message) : error;
    }
  });
}

/** For programs outside: the same variables that the functions are given. */
export function environmentRoute(
  path: string,
  environment: (origin: string) => Readonly<Record<string, string>>,
): Route {
  return {
    method: 'GET',
    path,
    handle: async ({ headers }, response) => sendJson(response, 200, environment(`http://${headers.host}`)),
  };
}

/** How the stand-in behaves from now on; what is not named stays as it is. */
export function behaviourRoute<B extends object>(
  path: string,
  fields: Rule<Partial<B>>,
  standIn: { readonly state: { behaviour: B } },
): Route {
  return actRoute(path, fields, (change) => {
    standIn.state.behaviour = { ...standIn.state.behaviour, ...change };
    return standIn.state.behaviour;
  });
}

const callbackToFields = record(
  {
    host: text(253, /^[\w.\-:]+$/),
    origin: optional(text(40, /^http:\/\/127\.0\.0\.1:\d{1,5}$/)),
  },
  { exact: true },
);

/** A developer may have callbacks to a public host led to a server of his own. */
export function callbackToRoute(
  path: string,
  standIn: { readonly state: { readonly callbackTo: Map<string, string> } },
): Route {
  return actRoute(path, callbackToFields, ({ host, origin }) => {
    const { callbackTo } = standIn.state;
    if (origin === undefined) callbackTo.delete(host);
    else callbackTo.set(host, origin);
    return [...callbackTo];
  });
}
