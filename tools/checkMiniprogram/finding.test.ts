import { expect, it } from 'vitest';
import { report } from './finding.ts';

it('findings are told by file and line, each once', () => {
  const finding = (file: string, line: number | null, message: string) => ({ file, line, message });
  const findings = [
    finding('b.ts', 10, 'late'),
    finding('b.ts', 2, 'early'),
    finding('a.ts', null, 'whole'),
    finding('b.ts', 2, 'early'),
  ];
  expect(report('miniprogram', findings)).toBe(
    'miniprogram/a.ts whole\nminiprogram/b.ts:2 early\nminiprogram/b.ts:10 late',
  );
});
