import { ENV_ID } from './environment';

App({
  onLaunch() {
    wx.cloud.init({ env: ENV_ID });
  },
});
