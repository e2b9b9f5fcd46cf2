import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { draw, graphOf, idOf, idsOf, nodeOf } from '../testing/draw.js';
import { type RandomGraph, randomGraph } from '../testing/random-graphs.js';
import { type DiffOptions, diffGraphs } from './diff-snapshots.js';
import { findCycles } from './find-cycles.js';
import { findOrphans } from './find-orphans.js';

/** A difference with ids in place of numbers. */
function diffOf(before: ProcedureGraph, after: ProcedureGraph, options?: DiffOptions) {
  const { procedures, calls, cycles, orphans } = diffGraphs(before, after, options);
  return {
    added: idsOf(after, procedures.added),
    removed: idsOf(before, procedures.removed),
    changed: procedures.changed.map(({ after: node, fields }) => `${idOf(after, node)}: ${fields.join(' ')}`),
    callsAdded: calls.added.map(({ caller, callee }) => `${caller} ${callee}`),
    callsRemoved: calls.removed.map(({ caller, callee }) => `${caller} ${callee}`),
    cyclesGained: cycles.gained.map((ids) => ids.join(' ')),
    cyclesLost: cycles.lost.map((ids) => ids.join(' ')),
    orphansGained: orphans.gained.map(({ node, reason }) => `${idOf(after, node)} ${reason}`),
    orphansLost: orphans.lost.map(({ node, reason }) => `${idOf(before, node)} ${reason}`),
  };
}

const NONE = diffOf(graphOf(''), graphOf(''));

describe('a difference', () => {
  it('is none between a graph and itself, in any order of the list, and between empty ones', () => {
    expect(new Set(Object.values(NONE).map(({ length }) => length))).toEqual(new Set([0]));
    const records = draw('a -> b -> c -> b; (gone) -> a; lone; d -> d');
    expect(diffOf(buildGraph(records), buildGraph([...records].reverse()))).toEqual(NONE);
  });

  it('has procedures and calls that came and went, by id', () => {
    expect(diffOf(graphOf('a -> b; c -> b'), graphOf('a -> d; a -> b'))).toEqual({
      ...NONE,
      added: ['d'],
      removed: ['c'],
      callsAdded: ['a d'],
      callsRemoved: ['c b'],
    });
  });

  it('matches procedures by id alone: a new name is a change', () => {
    const before = graphOf('a -> b', { b: { name: 'Old' } });
    const after = graphOf('a -> b', { b: { name: 'New' } });
    expect(diffOf(before, after)).toEqual({ ...NONE, changed: ['b: name'] });
  });

  it('names the fields that changed, in their order, not the times', () => {
    const before = graphOf('a -> b', {
      b: { type: 'TASK', status: 'DRAFT', owner: 'x', performer: 'p, q', lanes: ['l', 'm'], url: 'http://a' },
    });
    const after = graphOf('a -> b', {
      b: {
        type: 'SUBPROCESS',
        status: 'PUBLISHED',
        owner: null,
        performer: 'p',
        lanes: ['m', 'l'],
        name: 'B',
      },
    });
    expect(diffOf(before, after).changed).toEqual(['b: name type status owner performers lanes url']);
    const touched = graphOf('a -> b', { b: { updated_at: '2026-02-02T00:00:00Z' } });
    expect(diffOf(graphOf('a -> b'), touched)).toEqual(NONE);
  });

  it('compares status and type without regard to case, names with', () => {
    const before = graphOf('a -> b', { b: { type: 'TASK', status: 'DRAFT', name: 'b' } });
    const after = graphOf('a -> b', { b: { type: 'Task', status: 'draft', name: 'B' } });
    expect(diffOf(before, after).changed).toEqual(['b: name']);
  });

  it('has calls of missing procedures, but not these themselves', () => {
    expect(diffOf(graphOf('a -> b'), graphOf('a -> b; (gone) -> b'))).toEqual({
      ...NONE,
      callsAdded: ['missing:gone b'],
    });
  });

  it('has a procedure that joins the list, and its calls under the new id', () => {
    expect(diffOf(graphOf('(x) -> b; a -> b'), graphOf('x -> b; a -> b'))).toEqual({
      ...NONE,
      added: ['x'],
      callsAdded: ['x b'],
      callsRemoved: ['missing:x b'],
    });
  });

  it('takes no notice of which field states a call', () => {
    expect(diffOf(graphOf('a -> b'), graphOf('a ~> b'))).toEqual(NONE);
  });

  it('has a cycle that grows as another one, and self-calls as cycles', () => {
    const after = diffOf(graphOf('a -> b -> c -> b'), graphOf('a -> b -> c -> d -> b; a -> a'));
    expect(after.cyclesGained).toEqual(['a', 'b c d']);
    expect(after.cyclesLost).toEqual(['b c']);
  });

  it('has orphans that came and went, not those whose reason changed', () => {
    const SUB = { type: 'SUBPROCESS' };
    const before = graphOf('a -> b; lone; sub', { sub: SUB });
    const after = graphOf('a -> lone; sub -> a; b', { sub: SUB, a: SUB });
    expect(diffOf(before, after)).toMatchObject({
      orphansGained: ['a unreachable', 'b isolated'],
      orphansLost: [],
    });
    expect(diffOf(graphOf('a -> b; lone'), graphOf('a -> b; new')).orphansLost).toEqual(['lone isolated']);
    expect(diffOf(graphOf('a -> b; lone'), graphOf('a -> b; new')).orphansGained).toEqual(['new isolated']);
  });

  it('honours the entry points configured for each', () => {
    const [before, after] = [graphOf('a -> b; lone'), graphOf('a -> b; lone')];
    const options = { entryPointsBefore: [nodeOf(before, 'a')], entryPointsAfter: [nodeOf(after, 'lone')] };
    expect(diffOf(before, after, options)).toMatchObject({
      orphansGained: ['a uncalled', 'b unreachable'],
      orphansLost: ['lone isolated'],
    });
  });

  it('orders calls by caller, then callee, and cycles by first procedure: by name, then id, by code unit', () => {
    const names = {
      10: { name: 'B' },
      9: { name: 'A' },
      100: { name: 'A' },
      Z: { name: 'a' },
      a: { name: 'Z' },
    };
    const after = graphOf('10 -> 9; 9 -> 10; 10 -> 100; Z -> a; a -> Z; 100 -> 100', names);
    const { callsAdded, cyclesGained } = diffOf(graphOf('10; 9; 100; Z; a', names), after);
    expect(callsAdded).toEqual(['100 100', '9 10', '10 100', '10 9', 'a Z', 'Z a']);
    expect(cyclesGained).toEqual(['100', '9 10', 'a Z']);
  });
});

/** What a difference is, told by sets of ids. */
function naiveDiff(before: RandomGraph, after: RandomGraph) {
  const idsIn = ({ procedures }: RandomGraph) =>
    new Set(procedures.filter(({ missing }) => !missing).map(({ id }) => id));
  const callsIn = ({ procedures, calls }: RandomGraph) =>
    new Set(calls.map(({ caller, callee }) => `${procedures[caller]!.id} ${procedures[callee]!.id}`));
  const cyclesIn = ({ graph }: RandomGraph) =>
    new Set(findCycles(graph).map(({ nodes }) => [...idsOf(graph, nodes)].sort().join(' ')));
  const orphansIn = ({ graph }: RandomGraph) =>
    new Set(findOrphans(graph).map(({ node }) => idOf(graph, node)));
  const only = (these: ReadonlySet<string>, those: ReadonlySet<string>) =>
    [...these].filter((one) => !those.has(one)).sort();
  const both = (partsOf: (graph: RandomGraph) => ReadonlySet<string>) => [
    only(partsOf(after), partsOf(before)),
    only(partsOf(before), partsOf(after)),
  ];
  return [idsIn, callsIn, cyclesIn, orphansIn].flatMap(both);
}

describe('any difference', () => {
  it('is what sets of ids say', () => {
    fc.assert(
      fc.property(randomGraph(7), randomGraph(7), (before, after) => {
        const found = diffOf(before.graph, after.graph);
        const byId = (cycle: string) => cycle.split(' ').sort().join(' ');
        const bare = (orphans: readonly string[]) => orphans.map((text) => text.split(' ')[0]!);
        const parts = [
          found.added,
          found.removed,
          found.callsAdded,
          found.callsRemoved,
          found.cyclesGained.map(byId),
          found.cyclesLost.map(byId),
          bare(found.orphansGained),
          bare(found.orphansLost),
        ].map((part) => [...part].sort());
        expect(parts).toEqual(naiveDiff(before, after));
      }),
    );
  });

  it('is the other way round when the graphs are', () => {
    fc.assert(
      fc.property(randomGraph(7), randomGraph(7), ({ graph: one }, { graph: other }) => {
        const there = diffOf(one, other);
        const back = diffOf(other, one);
        expect(back.added).toEqual(there.removed);
        expect(back.callsAdded).toEqual(there.callsRemoved);
        expect(back.cyclesGained).toEqual(there.cyclesLost);
        expect(back.orphansGained).toEqual(there.orphansLost);
        expect([...back.changed].sort()).toEqual([...there.changed].sort());
      }),
    );
  });
});
