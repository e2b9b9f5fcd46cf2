import { describe, expect, it } from 'vitest';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import { numbered } from '../testing/numbered.js';
import { buildTree } from './build-tree.js';
import { computeBetweenness } from './compute-betweenness.js';
import { computeChangeImpact } from './compute-change-impact.js';
import { computeDominators } from './compute-dominators.js';
import { computeImpact } from './compute-impact.js';
import { computePagerank } from './compute-pagerank.js';
import { computeStats } from './compute-stats.js';
import { countReachable } from './count-reachable.js';
import { diffGraphs } from './diff-snapshots.js';
import { findArticulationPoints } from './find-articulation-points.js';
import { findCommunities } from './find-communities.js';
import { findCycles } from './find-cycles.js';
import { findEntryPoints } from './find-entry-points.js';
import { findOrphans } from './find-orphans.js';
import { findPath } from './find-path.js';
import { measureDepth } from './measure-depth.js';

/** What recursion, or a step that is worse than near linear, does not survive. */
const CHAIN = 100_000;
const RING = 50_000;

const chainCalls = Array.from({ length: CHAIN - 1 }, (_, node) => [node, node + 1] as const);
const chain = numbered(CHAIN, chainCalls);
const ring = numbered(
  RING,
  Array.from({ length: RING }, (_, node) => [node, (node + 1) % RING] as const),
);
const last = CHAIN - 1;

function highest(figures: Float64Array | Uint32Array): number {
  let most = 0;
  for (const figure of figures) most = Math.max(most, figure);
  return most;
}

describe('a chain of 100,000', () => {
  it('has one entry point and no orphan or cycle', () => {
    expect(findEntryPoints(chain)).toEqual([0]);
    expect(findOrphans(chain)).toEqual([]);
    expect(findCycles(chain)).toEqual([]);
  });

  it('leads to all behind, from all before', () => {
    const { dependents, dependencies } = computeImpact(chain, [60_000]);
    expect([dependents?.procedures.length, dependencies?.procedures.length]).toEqual([60_000, 39_999]);
    const counts = countReachable(chain);
    expect([counts.dependents[60_000], counts.dependencies[60_000]]).toEqual([60_000, 39_999]);
  });

  it('is one path, one tree and as deep as it is long', () => {
    const { path, mustPass } = findPath(chain, 0, last);
    expect([path.length, mustPass.length]).toEqual([CHAIN, CHAIN - 2]);
    expect(buildTree(chain, 0).at(-1)).toEqual({ node: last, level: last, kind: 'leaf' });
    expect(measureDepth(chain)).toBe(last);
  });

  it('is held together by every procedure inside', () => {
    const { separated } = findArticulationPoints(chain);
    expect([separated[0], separated[50_000], separated[last]]).toEqual([0, 49_999, 0]);
    expect(computeDominators(chain, [0]).dominated[50_000]).toBe(49_999);
  });

  it('ranks none above the last, and falls into long stretches', () => {
    const ranks = computePagerank(chain);
    expect(highest(ranks) - ranks[last]!).toBeLessThan(1e-12);
    expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(1, 8);
    expect(computeBetweenness(chain, { exactLimit: 0, sample: 3 }).isExact).toBe(false);
    expect(findCommunities(chain).modularity).toBeGreaterThan(0.98);
  });

  it('differs from itself without its last call in all that led there', () => {
    const shorter = numbered(CHAIN, chainCalls.slice(0, -1));
    const difference = diffGraphs(chain, shorter);
    expect(difference.calls.removed).toHaveLength(1);
    expect(computeChangeImpact(chain, shorter, difference)).toHaveLength(last);
    expect(withoutAmbiguousCalls(chain)).toBe(chain);
  });

  it('has figures', () => {
    expect(computeStats(chain, { exactLimit: 0, sample: 3, top: 1 })).toMatchObject({
      maxDepth: last,
      top: [{ node: last, dependents: last, dependencies: 0, dominates: 0, separates: 0 }],
      singlePointsOfFailure: {
        dominators: { count: last, worst: [{ node: 0, dominates: last, entryPoint: true }] },
        articulationPoints: { count: CHAIN - 2, worst: [{ separates: 49_999, parts: 2 }] },
      },
    });
  });
});

describe('a ring of 50,000', () => {
  it('is one cycle that one call cuts, unreachable, without an entry point', () => {
    expect(findEntryPoints(ring)).toEqual([]);
    expect(findOrphans(ring).filter(({ reason }) => reason === 'unreachable')).toHaveLength(RING);
    const [cycle, ...others] = findCycles(ring);
    expect(others).toEqual([]);
    expect([cycle?.shortest.length, cycle?.cut.length, cycle?.cutIsMinimal]).toEqual([RING, 1, true]);
  });

  it('leads from each to all others', () => {
    const { dependents, dependencies } = computeImpact(ring, [7]);
    expect([dependents?.procedures.length, dependencies?.procedures.length]).toEqual([RING - 1, RING - 1]);
    const counts = countReachable(ring);
    expect([counts.dependents[7], counts.dependencies[7]]).toEqual([RING - 1, RING - 1]);
  });

  it('is one path, one tree, and without depth', () => {
    expect(findPath(ring, 7, 6).mustPass).toHaveLength(RING - 2);
    expect(buildTree(ring, 7).at(-1)).toEqual({ node: 7, level: RING, kind: 'repeated' });
    expect(measureDepth(ring)).toBe(0);
  });

  it('hangs together without any one, but not from a start', () => {
    expect(highest(findArticulationPoints(ring).separated)).toBe(0);
    expect(computeDominators(ring, [7]).dominated[7]).toBe(RING - 1);
  });

  it('ranks all alike, and falls into long stretches', () => {
    const ranks = computePagerank(ring);
    expect(ranks.every((rank) => Math.abs(rank * RING - 1) < 1e-9)).toBe(true);
    expect(findCommunities(ring).modularity).toBeGreaterThan(0.98);
    expect(computeStats(ring, { exactLimit: 0, sample: 3, top: 1 })).toMatchObject({
      cycles: 1,
      largestCycle: RING,
      singlePointsOfFailure: { dominators: { count: 0 }, articulationPoints: { count: 0 } },
    });
  });
});
