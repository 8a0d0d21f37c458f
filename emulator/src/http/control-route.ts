import { PlatformError } from '../kernel/errors.ts';
import type { Route } from '../kernel/service.ts';
import { isJsonObject, parseJson, readBody } from './body.ts';
import { sendJson } from './respond.ts';

const bodyLimitBytes = 1024 * 1024;

/**
 * A route under `/_emulator/` that takes a JSON object (an empty body counts as `{}`) and answers JSON.
 * What is impossible is a PlatformError INVALID_PARAM, so 400.
 */
export function controlRoute(
  method: 'GET' | 'POST',
  path: string,
  answer: (input: Readonly<Record<string, unknown>>) => unknown,
): Route {
  return {
    method,
    path,
    async handle(request, response) {
      const text = (await readBody(request, bodyLimitBytes)).toString();
      const input = text === '' ? {} : parseJson(text);
      if (!isJsonObject(input)) throw new PlatformError('INVALID_PARAM', 'the body must be a JSON object');
      sendJson(response, 200, await answer(input));
    },
  };
}
