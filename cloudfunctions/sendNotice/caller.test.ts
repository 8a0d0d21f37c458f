import { describe, expect, it } from 'vitest';
import { isUser } from './caller.ts';

describe('a call', () => {
  it.each([
    { WX_CONTEXT_KEYS: 'WX_APPID,WX_OPENID', WX_OPENID: 'o-1' },
    { TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_UUID', TCB_UUID: 'web-user-1' },
    { TCB_CONTEXT_KEYS: 'TCB_ISANONYMOUS_USER', TCB_ISANONYMOUS_USER: 'true' },
    { TCB_CONTEXT_KEYS: 'TCB_CUSTOM_USER_ID', TCB_CUSTOM_USER_ID: 'u-1' },
    { TCB_SOURCE: 'wx_client' },
    { TCB_SOURCE: 'scf,wx_http' },
    { TCB_SOURCE: 'web_client' },
  ])('is a user’s: %j', (told) => {
    expect(isUser(told)).toBe(true);
  });

  it.each([
    {},
    { TCB_SOURCE: '' },
    { TCB_SOURCE: 'scf' },
    { TCB_SOURCE: ',tencentcloud' },
    { TCB_SOURCE: 'wx_client,scf' },
    { TCB_SOURCE: 'wx_trigger' },
    { TCB_CONTEXT_KEYS: 'TCB_ISANONYMOUS_USER,TCB_UUID', TCB_ISANONYMOUS_USER: 'false', TCB_UUID: '' },
    { WX_CONTEXT_KEYS: 'WX_APPID', WX_OPENID: 'of-the-call-before' },
  ])('is one of our own: %j', (told) => {
    expect(isUser(told)).toBe(false);
  });
});
