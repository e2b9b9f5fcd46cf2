import { describe, expect, it } from 'vitest';
import { formatJson } from '../format/json.js';
import { graphOf, subjectOf } from '../testing/draw.js';
import { smallOrganisation } from '../testing/small-organisation.js';
import { diffReport, hasDifferences } from './diff-report.js';
import { statsReport } from './stats-report.js';

/** The document as a reader of the JSON gets it. */
function read(report: object): Record<string, unknown> {
  return JSON.parse(formatJson(report));
}

const SUBJECT = subjectOf(smallOrganisation());
const ENVELOPE_KEYS = ['schemaVersion', 'command', 'source', 'diagnostics'];
const PROCEDURE_KEYS = ['id', 'name', 'type', 'status', 'owner', 'lanes', 'url', 'missing'];

describe('the stats document', () => {
  it('has every figure of the contract', () => {
    const { diagnostics, top, singlePointsOfFailure, communities, ...figures } = read(statsReport(SUBJECT));
    expect(figures).toEqual({
      schemaVersion: 1,
      command: 'stats',
      source: { kind: 'snapshot', fetchedAt: '2026-01-01T00:00:00.000Z', complete: true, procedures: 10 },
      procedures: 10,
      calls: 12,
      missing: 1,
      entryPoints: 1,
      orphans: 4,
      cycles: 4,
      largestCycle: 2,
      maxDepth: 2,
      density: 12 / 110,
      betweennessIsExact: true,
    });
    expect(diagnostics).toEqual(SUBJECT.graph.diagnostics);
    expect(top).toHaveLength(10);
    expect(singlePointsOfFailure).toMatchObject({
      dominators: { count: 3, procedures: [{ id: '10', dominates: 5, entryPoint: true }, {}, {}] },
      articulationPoints: { count: 4, procedures: [{ id: '20', separates: 4, parts: 4 }, {}, {}, {}] },
    });
    expect(communities).toMatchObject({ count: 3, alone: 1, isSettled: true });
  });

  it('has communities with a hub, owners and the ids of their procedures', () => {
    const { communities } = statsReport(SUBJECT);
    const [first] = communities.largest;
    expect(Object.keys(first!)).toEqual([
      'community',
      'size',
      'hub',
      'callsInside',
      'callsOut',
      'callsIn',
      'byOwner',
      'procedures',
    ]);
    expect(first).toMatchObject({ community: 1 });
    expect(first!.size).toBe(first!.procedures.length);
    expect(first!.procedures).toEqual([...first!.procedures].sort());
    expect(Object.keys(first!.hub)).toEqual(PROCEDURE_KEYS);
  });

  it('has procedures with their figures, missing ones among them', () => {
    const { top } = statsReport(SUBJECT, { top: 100 });
    expect(top).toHaveLength(11);
    const figures = [
      'callers',
      'callees',
      'dependents',
      'dependencies',
      'pagerank',
      'betweenness',
      'dominates',
      'separates',
      'community',
    ];
    for (const procedure of top) expect(Object.keys(procedure)).toEqual([...PROCEDURE_KEYS, ...figures]);
    expect(top.find(({ missing }) => missing)).toMatchObject({
      name: 'Lead Intake',
      dependents: 0,
      dependencies: 3,
    });
  });
});

describe('the diff document', () => {
  const before = subjectOf(graphOf('a -> b -> a; b -> c; (x) -> c; gone', { c: { name: 'C' } }), {
    fetchedAt: '2025-12-31T00:00:00.000Z',
  });
  const after = subjectOf(
    graphOf('a -> b -> c; (x) -> b; new; c -> c', { c: { name: 'See', owner: 'Ann' } }),
  );

  it('has the keys of the contract, the source of what is after, and before', () => {
    const report = read(diffReport(before, after));
    expect(Object.keys(report)).toEqual([
      ...ENVELOPE_KEYS,
      'before',
      'procedures',
      'calls',
      'cycles',
      'orphans',
      'impact',
      'mentioned',
    ]);
    expect(report['source']).toEqual(after.source);
    expect(report['before']).toEqual(before.source);
    expect(report['calls']).toEqual({
      added: [
        { caller: 'c', callee: 'c' },
        { caller: 'missing:x', callee: 'b' },
      ],
      removed: [
        { caller: 'b', callee: 'a' },
        { caller: 'missing:x', callee: 'c' },
      ],
    });
    expect(report['cycles']).toEqual({ gained: [['c']], lost: [['a', 'b']] });
  });

  it('has whole procedures, what changed in them, and the reasons of orphans', () => {
    const { procedures, orphans, mentioned } = diffReport(before, after);
    const [changed] = procedures.changed;
    expect(Object.keys(changed!)).toEqual([...PROCEDURE_KEYS, 'fields']);
    expect(changed).toMatchObject({ id: 'c', name: 'See', owner: 'Ann', fields: ['name', 'owner'] });
    expect(procedures.added.map(({ id }) => id)).toEqual(['new']);
    expect(procedures.removed.map(({ id }) => id)).toEqual(['gone']);
    expect(orphans.gained.map(({ id, reason }) => [id, reason])).toEqual([['new', 'isolated']]);
    expect(orphans.lost.map(({ id }) => id)).toEqual(['c', 'a', 'b', 'gone']);
    expect(mentioned.map(({ id, name }) => [id, name])).toEqual([
      ['c', 'See'],
      ['a', 'a'],
      ['b', 'b'],
      ['missing:x', 'x'],
    ]);
  });

  it('has whom the difference affects, with owners and lanes to notify', () => {
    const details = { a: { owner: 'Ann', lanes: ['Sales', 'Legal'] }, b: { owner: 'Ann' } };
    const { impact, mentioned } = diffReport(
      subjectOf(graphOf('a -> b -> c -> old; (x) -> b', details)),
      subjectOf(graphOf('a -> b -> c -> new; (x) -> b', details)),
    );
    expect(impact.count).toBe(4);
    expect(impact.procedures.map(({ id, distance, via }) => [id, distance, via])).toEqual([
      ['c', 1, 'new'],
      ['b', 2, 'c'],
      ['a', 3, 'b'],
      ['missing:x', 3, 'b'],
    ]);
    expect(Object.keys(impact.procedures[0]!)).toEqual([...PROCEDURE_KEYS, 'distance', 'via']);
    expect(impact.byOwner).toEqual([
      { owner: 'Ann', count: 2 },
      { owner: null, count: 2 },
    ]);
    expect(impact.byLane).toEqual([
      { lane: null, count: 3 },
      { lane: 'Legal', count: 1 },
      { lane: 'Sales', count: 1 },
    ]);
    expect(mentioned.map(({ id }) => id)).toEqual(['b', 'c', 'new', 'old']);
    const none = diffReport(before, before).impact;
    expect(none).toEqual({ count: 0, procedures: [], byOwner: [], byLane: [], owners: [] });
  });

  it('counts an owner inherited down containment among those to notify', () => {
    const details = { a: { owner: 'Ann' } };
    const { impact } = diffReport(
      subjectOf(graphOf('a ~> b -> c', details)),
      subjectOf(graphOf('a ~> b -> c -> new', details)),
    );
    expect(impact.procedures.map(({ id, owner, ownersInherited }) => [id, owner, ownersInherited])).toEqual([
      ['c', null, undefined],
      ['b', null, ['Ann']],
      ['a', 'Ann', undefined],
    ]);
    expect(impact.owners).toEqual([
      { owner: 'Ann', count: 2, inherited: 1 },
      { owner: null, count: 1, inherited: 0 },
    ]);
  });

  it('tells of an incomplete snapshot on either side', () => {
    const diagnostics = [{ code: 'incomplete-snapshot', message: 'Half of it.' }] as const;
    const report = diffReport({ ...before, diagnostics }, { ...after, diagnostics });
    expect(report.diagnostics.map(({ code, message }) => `${code} ${message}`).slice(0, 2)).toEqual([
      'incomplete-snapshot Before: Half of it.',
      'incomplete-snapshot Half of it.',
    ]);
  });

  it('knows whether there is a difference', () => {
    expect(hasDifferences(diffReport(before, before))).toBe(false);
    expect(hasDifferences(diffReport(before, after))).toBe(true);
    expect(
      hasDifferences(diffReport(subjectOf(graphOf('a -> b; a')), subjectOf(graphOf('a -> b -> b')))),
    ).toBe(true);
  });
});
