import { app } from '../app.ts';
import { create } from '../dom.ts';
import { assetUrl } from '../paths.ts';
import { themed, themeFollowers } from '../settings/theme.ts';
import type { TabBarItem } from '../types.ts';

type Badge = { readonly text: string } | 'dot';

/** The bar below the pages that `tabBar` of app.json lists. */
class TabBar {
  readonly #element = create('mp-tab-bar', { attributes: { role: 'tablist' } });
  readonly #badges = new Map<number, Badge>();
  readonly #icons = new Map<string, HTMLElement>();
  #choose: (path: string) => void = () => {};
  #shown: string | null = null;
  #hidden = false;

  install(choose: (path: string) => void): void {
    this.#choose = choose;
    document.body.append(this.#element);
    this.#fetchIcons();
    themeFollowers.add(() => this.#draw());
    this.#draw();
  }

  /** @param path the page on top; one that is no tab hides the bar */
  show(path: string): void {
    this.#shown = path;
    this.#draw();
  }

  setBadge(index: number, badge: Badge | null): void {
    if (badge) this.#badges.set(index, badge);
    else this.#badges.delete(index);
    this.#draw();
  }

  set hidden(hidden: boolean) {
    this.#hidden = hidden;
    this.#draw();
  }

  /** On a phone they are part of the mini-program, and there without a network too. */
  #fetchIcons(): void {
    for (const [index, { iconPath, selectedIconPath }] of (app.config.tabBar?.list ?? []).entries()) {
      for (const path of [themed(iconPath), themed(selectedIconPath)]) if (path) this.#icon(index, path);
    }
  }

  /** The same element whenever the bar is drawn: a new one would ask the network again. */
  #icon(index: number, path: string): HTMLElement {
    const name = `${index} ${path}`;
    const icon = this.#icons.get(name) ?? create('img', { attributes: { src: assetUrl(path), alt: '' } });
    this.#icons.set(name, icon);
    return icon;
  }

  #draw(): void {
    const config = app.config.tabBar;
    const isTab = config?.list.some(({ pagePath }) => pagePath === this.#shown) ?? false;
    const visible = isTab && !this.#hidden;
    document.body.toggleAttribute('data-tab-bar', visible);
    this.#element.hidden = !visible;
    if (!config || !visible) return;
    this.#element.style.background = themed(config.backgroundColor) ?? '#ffffff';
    this.#element.dataset['border'] = themed(config.borderStyle) ?? 'black';
    this.#element.replaceChildren(...config.list.map((item, index) => this.#drawItem(item, index)));
  }

  #drawItem(item: TabBarItem, index: number): HTMLElement {
    const config = app.config.tabBar;
    const selected = item.pagePath === this.#shown;
    const icon = themed((selected ? item.selectedIconPath : null) ?? item.iconPath);
    const button = create('button', {
      attributes: { type: 'button', role: 'tab', 'aria-selected': String(selected) },
      onClick: () => this.#choose(item.pagePath),
    });
    button.style.color =
      themed(selected ? config?.selectedColor : config?.color) ?? (selected ? '#07c160' : '#7f7f7f');
    if (icon) button.append(this.#icon(index, icon));
    button.append(create('span', { text: item.text }));
    const badge = this.#badges.get(index);
    if (badge === 'dot')
      button.append(create('b', { attributes: { class: 'dot', 'aria-label': '有新内容' } }));
    else if (badge) button.append(create('b', { text: badge.text }));
    return button;
  }
}

export const tabBar = new TabBar();
