import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { pictureOf } from '../report/picture.js';
import { treeReport, walkTree } from '../report/tree-report.js';
import { subjectOf } from '../testing/draw.js';
import { formatPicture, formatReport } from './index.js';

describe('a chain of 100,000', () => {
  const size = 100_000;
  const graph = buildGraph(
    Array.from({ length: size }, (_, id) => ({
      id,
      name: `P${id}`,
      called_from: id === 0 ? [] : [{ id: id - 1 }],
    })),
  );
  const subject = subjectOf(graph);
  const report = treeReport(subject, 0);

  it('is a tree that can be walked', () => {
    let deepest = 0;
    for (const { level } of walkTree(report.root)) deepest = Math.max(deepest, level);
    expect(deepest).toBe(size - 1);
  });

  it('is written as JSON that can be read', () => {
    const json = formatReport(report, 'json');
    expect(json.length).toBeLessThan(40_000_000);
    const read: { root: typeof report.root } = JSON.parse(json);
    let count = 0;
    for (const { node, level } of walkTree(read.root)) {
      expect(node.id === String(level)).toBe(true);
      count++;
    }
    expect(count).toBe(size);
  });

  it.each(['text', 'markdown'] as const)('is written as %s, a line each', (format) => {
    const lines = formatReport(report, format).split('\n');
    expect(lines.filter((line) => line.includes('P99999'))).toHaveLength(1);
    expect(lines.length).toBeLessThan(size + 10);
  });

  it('is drawn', () => {
    expect(formatPicture(pictureOf(subject, report), 'mermaid')).toContain('n99998 --> n99999');
  });

  it('is marked as a cycle at any depth in time linear in the tree', () => {
    const ring = buildGraph(
      Array.from({ length: 50_000 }, (_, id) => ({
        id,
        name: `P${id}`,
        called_from: [{ id: (id + 49_999) % 50_000 }, { id: 49_999 }, { id: Math.min(id + 1, 49_999) }],
      })),
    );
    const text = formatReport(treeReport(subjectOf(ring), 0), 'text');
    expect(text.match(/↻ cycle/g)!.length).toBeGreaterThan(90_000);
  });
});
