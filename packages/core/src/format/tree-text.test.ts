import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { treeReport } from '../report/tree-report.js';
import { type Details, graphOf, subjectOf } from '../testing/draw.js';
import { formatReport } from './index.js';
import { PLAIN_STYLE } from './text.js';

function treeIn(picture: string, details: Details, width?: number): readonly string[] {
  const report = treeReport(subjectOf(graphOf(picture, details)), 0);
  const style = { ...PLAIN_STYLE, ...(width !== undefined && { width }) };
  return formatReport(report, 'text', style).split('\n').slice(1, -2);
}

const LONG = 'Approval of exceptional discounts beyond the list';
const NAMES: Details = { b: { name: LONG }, c: { name: '承認承認承認承認承認承認承認承認承認承認' } };

describe('a tree in a terminal', () => {
  it('shortens names to its width, keeping ids and marks', () => {
    expect(treeIn('a -> b -> c -> b', NAMES, 40)).toEqual([
      'a  id:a',
      '└─ Approval of exceptional discou…  id:b',
      '   └─ 承認承認承認承認承認承認承…  id:c',
      '      └─ Approval of exce…  id:b ↻ cycle',
    ]);
  });

  it('leaves names whole where they fit, and where there is no width', () => {
    expect(treeIn('a -> b', NAMES, 60)[1]).toBe(`└─ ${LONG}  id:b`);
    expect(treeIn('a -> b', NAMES)[1]).toBe(`└─ ${LONG}  id:b`);
  });

  it.each([30, 60, 100])('indents no further than half of %i columns, and says the level', (width) => {
    const ids = Array.from({ length: 60 }, (_, level) => `p${level}`);
    const lines = treeIn(ids.join(' -> '), {}, width);
    expect(lines).toHaveLength(60);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    expect(lines.at(-1)).toContain('[59] p59  id:p59');
  });

  it('shortens no name beyond telling', () => {
    expect(treeIn('a -> b', NAMES, 10)[1]).toBe('└─ Approval of…  id:b');
  });
});
