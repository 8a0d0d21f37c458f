import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../tools/build/functions.ts';

const root = resolve(import.meta.dirname, '..');
const config = JSON.parse(readFileSync(join(root, 'project.config.json'), 'utf8'));

/** https://developers.weixin.qq.com/miniprogram/dev/devtools/projectconfig.html */
describe('what DevTools open', () => {
  it('has the mini-program where project.config.json says', () => {
    expect(existsSync(join(root, config.miniprogramRoot, 'app.json'))).toBe(true);
    expect(config.srcMiniprogramRoot).toBe(config.miniprogramRoot);
  });

  it('has every built function where project.config.json says', () => {
    expect(readdirSync(join(root, config.cloudfunctionRoot)).sort()).toEqual(functionNames(root).sort());
  });

  it('has the packages where 构建 npm would put them', () => {
    const [relation] = config.setting.packNpmRelationList;
    const packageJson = join(root, relation.packageJsonPath);
    const { dependencies } = JSON.parse(readFileSync(packageJson, 'utf8'));
    expect(dirname(packageJson)).toBe(root);
    expect(readdirSync(join(root, relation.miniprogramNpmDistDir, 'miniprogram_npm'))).toEqual(
      Object.keys(dependencies),
    );
  });

  it('names no real appid: that one is in project.private.config.json, which git ignores', () => {
    expect(config.appid).toBe('touristappid');
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('project.private.config.json');
  });
});
