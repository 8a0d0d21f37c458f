import { glassEasel } from 'glass-easel-miniprogram-adapter';

import { animate } from '../engine/animate.ts';
import { componentSpace } from '../engine/code-space.ts';
import { htmlElementOf } from '../engine/dom-nodes.ts';
import { accessibilityProperties, reflectAccessibility } from './accessibility.ts';
import type { Field } from './fields.ts';
import { registerField } from './fields.ts';
import { hoverProperties, showHover } from './hover.ts';

/** A component of the client while it is in the document. */
export interface Handle<Data> {
  readonly element: HTMLElement;
  readonly component: glassEasel.GeneralComponent;
  /** The properties as they are now. */
  readonly data: Readonly<Data>;
  /** Fires an event as WXML's `bind:` hears it. */
  emit(name: string, detail?: object): void;
  /** Changes the component's own properties, as a user's input does; `model:` follows. */
  set(values: Partial<Data>): void;
  /** Hears a tap or a touch, also one of what is inside. */
  on(name: string, listener: (event: glassEasel.ShadowedEvent<unknown>) => void): void;
}

/** What a component does with its element. */
export interface Parts<Data> {
  /** Called once with what the template says, and again whenever that changes. */
  readonly changed?: { readonly [Name in keyof Data]?: (value: Data[Name]) => void };
  readonly detached?: () => void;
  /** Of components that stand in forms. */
  readonly field?: Field;
}

interface BaseDefinition<Data> {
  readonly tag: string;
  /** Names and what each is unless the template says otherwise; null = of any type. */
  readonly properties: Data;
  /** The class while a finger rests on it; WeChat's default is none. */
  readonly hoverClass?: string;
  readonly create?: (handle: Handle<Data>) => Parts<Data>;
}

type Lifetime = (this: glassEasel.GeneralComponent) => void;

/** What is used of glass-easel's builder, whose own type grows with every property. */
interface Builder {
  options(options: glassEasel.ComponentOptions): Builder;
  property(name: string, definition: { readonly type: unknown; readonly value: unknown }): Builder;
  observer(name: string, observer: (this: glassEasel.GeneralComponent, value: unknown) => void): Builder;
  lifetime(name: 'attached' | 'detached', lifetime: Lifetime): Builder;
  registerComponent(): glassEasel.GeneralComponentDefinition;
}

function typeOf(value: unknown): unknown {
  if (typeof value === 'string') return String;
  if (typeof value === 'number') return Number;
  if (typeof value === 'boolean') return Boolean;
  return Array.isArray(value) ? Array : null;
}

type Changed = Readonly<Record<string, ((value: unknown) => void) | undefined>>;

function createHandle<Data>(component: glassEasel.GeneralComponent, element: HTMLElement): Handle<Data> {
  return {
    element,
    component,
    data: component.data as Data,
    emit(name, detail = {}) {
      component.triggerEvent(name, detail, {});
    },
    set(values) {
      for (const [name, value] of Object.entries(values)) component.replaceDataOnPath([name], value as never);
      component.applyDataUpdates();
    },
    on(name, listener) {
      component.addListener(name, listener);
    },
  };
}

/** Registers a tag of WXML that the client brings. */
export function defineBase<Data extends object>(definition: BaseDefinition<Data>): void {
  const { tag, hoverClass = 'none' } = definition;
  const properties: Record<string, unknown> = {
    hidden: false,
    animation: null,
    ...hoverProperties,
    hoverClass,
    ...accessibilityProperties,
    ...definition.properties,
  };
  const attached = new WeakMap<glassEasel.GeneralComponent, { changed: Changed; detached: () => void }>();
  const builder = componentSpace.define(`wx-base/${tag}`) as unknown as Builder;
  builder.options({ styleScope: glassEasel.StyleScopeManager.globalScope() });
  for (const [name, value] of Object.entries(properties)) {
    builder.property(name, { type: typeOf(value), value });
    builder.observer(name, function (value) {
      attached.get(this)?.changed[name]?.(value);
    });
  }
  builder.lifetime('attached', function () {
    const element = htmlElementOf(this);
    if (!element) return;
    const handle = createHandle<Data>(this, element);
    const parts = definition.create?.(handle) ?? {};
    if (parts.field) registerField(this, parts.field);
    const changed: Changed = {
      hidden: (value) => element.toggleAttribute('hidden', value === true),
      animation: (value) => animate(element, value),
      ...reflectAccessibility(element),
      ...(parts.changed as Changed | undefined),
    };
    attached.set(this, { changed, detached: parts.detached ?? (() => {}) });
    const data = this.data as Record<string, unknown>;
    for (const [name, show] of Object.entries(changed)) if (data[name] !== undefined) show?.(data[name]);
    showHover(this);
  });
  builder.lifetime('detached', function () {
    attached.get(this)?.detached();
    attached.delete(this);
  });
  componentSpace.setGlobalUsingComponent(tag, builder.registerComponent());
}
