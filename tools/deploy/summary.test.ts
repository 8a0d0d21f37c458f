import { describe, expect, it } from 'vitest';
import type { CloudTarget } from '../cloud/target.ts';
import { planDeployment } from './plan.ts';
import { summaryText } from './summary.ts';
import { aCloud, aFunction, deployed } from './testing/functions.ts';

const LOCAL: CloudTarget = {
  envId: 'houfu-local',
  region: 'ap-shanghai',
  isLocal: true,
  origin: 'http://127.0.0.1:5300',
  credential: { secretId: 'AKID-1', secretKey: 'secret-key-1' },
  environment: { WECHATPAY_CALLBACK_URL: 'https://pay.shop.cn/callback' },
  secrets: [],
};
const timer = aFunction({ name: 'timer', path: null });
const before = aCloud({ functions: new Map([['settle', deployed({ memoryMb: 128 })]]) });
const after = aCloud({
  functions: new Map([
    ['settle', deployed()],
    ['timer', deployed({ zipBytes: 99 })],
  ]),
});
const plan = planDeployment([aFunction(), timer], before);
const summary = (target: CloudTarget) =>
  summaryText(target, [aFunction(), timer], { plan, cloud: after }, 12_345);

describe('the summary of a deployment', () => {
  it('says of each function what happened, and by what its code is known', () => {
    const [, heading, settle, added] = summary(LOCAL).split('\n');
    expect(heading).toMatch(/^function +what happened +bytes +zipped +sha256/);
    expect(settle).toMatch(/^settle +configuration changed +16 +150 +108cf74eacfe$/);
    expect(added).toMatch(/^timer +new +16 +99 +108cf74eacfe$/);
    expect(summary(LOCAL)).toContain('Deployed in 12.3 s.');
  });

  it('says what comes next: a call here, the callback in the cloud', () => {
    expect(summary(LOCAL)).toContain('npm run tcb -- --origin http://127.0.0.1:5300');
    const inCloud = summary({ ...LOCAL, isLocal: false, origin: null });
    expect(inCloud).toContain('https://pay.shop.cn/callback');
    expect(inCloud).toContain('docs/deploy.md');
    expect(inCloud).not.toContain('127.0.0.1');
  });
});
