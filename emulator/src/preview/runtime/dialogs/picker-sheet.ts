import { create, createButton } from '../dom.ts';
import { openLayer } from './layer.ts';

export type PickerColumn = readonly string[];

interface ByColumns {
  readonly title: string;
  /** Asked anew after every move: what one column offers may depend on another. */
  readonly columns: () => readonly PickerColumn[];
  readonly chosen: readonly number[];
  readonly moved: (column: number, index: number) => void;
}

interface ByControl {
  readonly title: string;
  readonly control: HTMLElement;
}

function optionsOf(column: PickerColumn, chosen: number): Node[] {
  return column.map((text, index) => new Option(text, String(index), false, index === chosen));
}

function drawColumns({ columns, chosen, moved }: ByColumns) {
  const selects = columns().map((_, index) => {
    const select = create('select', {
      attributes: { 'aria-label': `第 ${index + 1} 列` },
    }) as HTMLSelectElement;
    select.addEventListener('change', () => {
      moved(index, select.selectedIndex);
      fill(selects.map(({ selectedIndex }) => selectedIndex));
    });
    return select;
  });
  const fill = (indexes: readonly number[]) => {
    for (const [index, column] of columns().entries()) {
      const kept = Math.max(0, Math.min(indexes[index] ?? 0, column.length - 1));
      selects[index]?.replaceChildren(...optionsOf(column, kept));
    }
  };
  fill(chosen);
  return selects;
}

/** @returns the index chosen in each column, nothing of a control that keeps its value itself; null = cancelled */
export function showPickerSheet(options: ByColumns | ByControl): Promise<readonly number[] | null> {
  return new Promise((resolve) => {
    const selects = 'columns' in options ? drawColumns(options) : [];
    const answer = (indexes: readonly number[] | null) => {
      layer.close();
      resolve(indexes);
    };
    const header = create(
      'header',
      {},
      createButton('取消', () => answer(null)),
      create('h3', { text: options.title }),
      createButton('确定', () => answer(selects.map(({ selectedIndex }) => selectedIndex)), {
        class: 'confirm',
      }),
    );
    const content = 'control' in options ? [options.control] : selects;
    const layer = openLayer(
      { kind: 'sheet', label: options.title || '选择', onOutside: () => answer(null) },
      header,
      create('section', {}, ...content),
    );
    layer.element.dataset['picker'] = '';
  });
}
