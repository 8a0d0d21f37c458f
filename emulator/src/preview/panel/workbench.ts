import { h } from './dom.ts';
import { remember, remembered } from './remember.ts';

export interface Tab {
  readonly name: string;
  readonly label: string;
  readonly content: HTMLElement;
}

/** The tester's tools. Where there is room all are seen at once, else one at a time, chosen by tabs. */
export function createWorkbench(clock: HTMLElement, tabs: readonly Tab[]): HTMLElement {
  const buttons = tabs.map(({ name, label }) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${name}`,
        class: 'tab',
        'aria-controls': `panel-${name}`,
        on: { click: () => choose(name), keydown: (event) => moveBy(event, name) },
      },
      label,
    ),
  );
  const panels = tabs.map(({ name, content }) =>
    h(
      'div',
      { id: `panel-${name}`, class: `tab-panel ${name}`, role: 'tabpanel', 'aria-labelledby': `tab-${name}` },
      content,
    ),
  );

  function choose(name: string): void {
    for (const each of buttons) {
      const isChosen = each.id === `tab-${name}`;
      each.setAttribute('aria-selected', String(isChosen));
      each.tabIndex = isChosen ? 0 : -1;
    }
    for (const panel of panels) panel.classList.toggle('chosen', panel.id === `panel-${name}`);
    remember('tab', name);
  }

  function moveBy({ key }: KeyboardEvent, name: string): void {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const index = tabs.findIndex((tab) => tab.name === name);
    const target = tabs[(index + step + tabs.length) % tabs.length];
    if (!target) return;
    choose(target.name);
    document.getElementById(`tab-${target.name}`)?.focus();
  }

  const last = remembered('tab');
  choose(tabs.find(({ name }) => name === last)?.name ?? tabs[0]?.name ?? '');
  return h(
    'div',
    { class: 'workbench' },
    clock,
    h('div', { class: 'tabs', role: 'tablist', 'aria-label': '工具' }, buttons),
    h('div', { class: 'panels' }, panels),
  );
}
