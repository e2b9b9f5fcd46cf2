import { describe, expect, it } from 'vitest';
import { graphOf, nodeOf, subjectOf } from '../testing/draw.js';
import { pathReport } from './path-report.js';
import { treeReport } from './tree-report.js';

describe('the documents', () => {
  it('tree: children always there, `repeated` only where true', () => {
    const subject = subjectOf(graphOf('a -> b -> a; b -> c'));
    const { root, command, direction } = treeReport(subject, nodeOf(subject.graph, 'a'));
    const plain = { type: null, status: null, owner: null, lanes: [], url: null, missing: false };
    expect({ command, direction }).toEqual({ command: 'tree', direction: 'dependencies' });
    expect(root).toStrictEqual({
      id: 'a',
      name: 'a',
      ...plain,
      children: [
        {
          id: 'b',
          name: 'b',
          ...plain,
          children: [
            { id: 'a', name: 'a', ...plain, children: [], repeated: true },
            { id: 'c', name: 'c', ...plain, children: [] },
          ],
        },
      ],
    });
  });

  it('path: `found`, `path` and `mustPass`', () => {
    const subject = subjectOf(graphOf('a -> b -> c; x'));
    const between = (from: string, to: string) => {
      const report = pathReport(subject, nodeOf(subject.graph, from), nodeOf(subject.graph, to));
      const ids = (of: 'path' | 'mustPass') => report[of].map(({ id }) => id);
      return { found: report.found, path: ids('path'), mustPass: ids('mustPass') };
    };
    expect(between('a', 'c')).toEqual({ found: true, path: ['a', 'b', 'c'], mustPass: ['b'] });
    expect(between('a', 'a')).toEqual({ found: true, path: ['a'], mustPass: [] });
    expect(between('c', 'a')).toEqual({ found: false, path: [], mustPass: [] });
    expect(between('a', 'x')).toEqual({ found: false, path: [], mustPass: [] });
  });
});
