import { account } from './account.ts';
import { businessView } from './business-view.ts';
import { cloud } from './cloud.ts';
import { feedback } from './feedback.ts';
import { fileApis } from './files.ts';
import { frame } from './frame.ts';
import { media } from './media.ts';
import { navigation } from './navigation.ts';
import { queries } from './queries.ts';
import { request } from './request.ts';
import { storage } from './storage.ts';
import { system } from './system.ts';

function nothing(): void {}

/** A preview has no versions to update to. */
const updateManager = {
  onCheckForUpdate: nothing,
  onUpdateReady: nothing,
  onUpdateFailed: nothing,
  applyUpdate: nothing,
};

const apis: Record<string, unknown> = {
  ...account,
  ...businessView,
  ...feedback,
  ...fileApis,
  ...frame,
  ...media,
  ...navigation,
  ...queries,
  ...storage,
  ...system,
  cloud,
  request,
  getUpdateManager: () => updateManager,
  getLogManager: () => console,
  getRealtimeLogManager: () => console,
  reportEvent: nothing,
  reportAnalytics: nothing,
  canIUse: (schema: string) => (schema.split('.')[0] ?? '') in apis,
};

/**
 * `wx`. What the preview does not have is a function all the same, since libraries look first whether an API
 * exists: calling it says that it is missing here.
 */
export const wx: object = new Proxy(apis, {
  get(target, name) {
    if (typeof name === 'symbol' || name in target) return Reflect.get(target, name);
    // Promises and JSON ask every object for these.
    if (name === 'then' || name === 'toJSON') return undefined;
    return () => {
      throw new Error(`wx.${name} does not exist in the preview`);
    };
  },
});
