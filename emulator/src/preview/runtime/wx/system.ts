import { isTabPage } from '../app.ts';
import { errorListeners, rejectionListeners } from '../errors/report.ts';
import { appHideListeners, appShowListeners } from '../foreground.ts';
import { launchOptions } from '../launch.ts';
import { pageStack } from '../pages/stack.ts';
import { fontSizeSetting } from '../settings/font-size.ts';
import { identity } from '../settings/identity.ts';
import { networkListeners, networkStatus } from '../settings/network.ts';
import { Subscribers } from '../settings/subscribers.ts';
import { currentTheme, themeListeners } from '../settings/theme.ts';
import { asyncApi } from './api.ts';

/** The frame's own sizes, in px; its style sheet has the same. */
const statusBarHeight = 20;
const navigationBarHeight = 44;
const tabBarHeight = 50;
const homeIndicatorHeight = 34;
const capsule = { width: 87, height: 32, top: 26, right: 7 };

function windowInfo() {
  const { innerWidth: width, innerHeight: height } = window;
  const { top: page } = pageStack;
  const isCustom = page?.screen.config.navigationStyle === 'custom';
  const screenTop = isCustom ? 0 : statusBarHeight + navigationBarHeight;
  const below = page && isTabPage(page.path) ? tabBarHeight + homeIndicatorHeight : 0;
  const bottom = height - homeIndicatorHeight;
  return {
    pixelRatio: devicePixelRatio,
    screenWidth: width,
    screenHeight: height,
    windowWidth: width,
    windowHeight: height - screenTop - below,
    statusBarHeight,
    screenTop,
    safeArea: {
      left: 0,
      right: width,
      top: statusBarHeight,
      bottom,
      width,
      height: bottom - statusBarHeight,
    },
  };
}

function appBaseInfo() {
  return {
    SDKVersion: '3.8.12',
    version: '8.0.60',
    language: 'zh_CN',
    enableDebug: false,
    theme: currentTheme(),
    fontSizeSetting: fontSizeSetting(),
    fontSizeScaleFactor: fontSizeSetting() / 16,
    host: { appId: '', env: 'preview' },
  };
}

function deviceInfo() {
  return {
    brand: 'preview',
    model: 'browser',
    system: 'iOS 17.0',
    platform: 'devtools',
    benchmarkLevel: 50,
    memorySize: '4096',
    abi: '',
    deviceAbi: '',
    cpuType: '',
  };
}

function systemInfo() {
  return { ...windowInfo(), ...appBaseInfo(), ...deviceInfo() };
}

const resizeListeners = new Subscribers<{ readonly size: { windowWidth: number; windowHeight: number } }>();

/** What happens on phones only: one may ask to be told, and never is. */
const never = new Subscribers<never>();

export const system = {
  getWindowInfo: windowInfo,
  getAppBaseInfo: appBaseInfo,
  getDeviceInfo: deviceInfo,
  getSystemInfoSync: systemInfo,
  getSystemInfo: asyncApi('getSystemInfo', systemInfo),
  getSystemInfoAsync: asyncApi('getSystemInfoAsync', systemInfo),
  getSystemSetting: () => ({ bluetoothEnabled: false, locationEnabled: false, wifiEnabled: true }),
  getAppAuthorizeSetting: () => ({ notificationAuthorized: 'authorized' }),
  getMenuButtonBoundingClientRect() {
    const { width, height, top, right } = capsule;
    const left = window.innerWidth - right - width;
    return { width, height, top, bottom: top + height, left, right: left + width };
  },
  getAccountInfoSync: () => ({
    miniProgram: { appId: identity().appId, envVersion: 'develop', version: '' },
  }),
  getLaunchOptionsSync: launchOptions,
  getEnterOptionsSync: launchOptions,
  getNetworkType: asyncApi('getNetworkType', () => ({ networkType: networkStatus().networkType })),
  onNetworkStatusChange: networkListeners.add,
  offNetworkStatusChange: networkListeners.remove,
  onThemeChange: themeListeners.add,
  offThemeChange: themeListeners.remove,
  onWindowResize: resizeListeners.add,
  offWindowResize: resizeListeners.remove,
  onAppShow: appShowListeners.add,
  offAppShow: appShowListeners.remove,
  onAppHide: appHideListeners.add,
  offAppHide: appHideListeners.remove,
  onMenuButtonBoundingClientRectWeightChange: never.add,
  offMenuButtonBoundingClientRectWeightChange: never.remove,
  onKeyboardHeightChange: never.add,
  offKeyboardHeightChange: never.remove,
  onMemoryWarning: never.add,
  offMemoryWarning: never.remove,
  onError: errorListeners.add,
  offError: errorListeners.remove,
  onUnhandledRejection: rejectionListeners.add,
  offUnhandledRejection: rejectionListeners.remove,
  nextTick: (callback: () => void) => queueMicrotask(callback),
};

/** A browser's window changes its size; a phone is turned. */
export function followResize(): void {
  window.addEventListener('resize', () => {
    const { windowWidth, windowHeight } = windowInfo();
    resizeListeners.tell({ size: { windowWidth, windowHeight } });
  });
}
