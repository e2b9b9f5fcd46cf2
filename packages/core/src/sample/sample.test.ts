import { describe, expect, it } from 'vitest';
import { computeImpact } from '../analysis/compute-impact.js';
import { findCycles } from '../analysis/find-cycles.js';
import { findOrphans } from '../analysis/find-orphans.js';
import { buildGraph } from '../graph/build-graph.js';
import { isAmbiguousCall } from '../graph/procedure-graph.js';
import { findProcedure } from '../selection/find-procedure.js';
import { nodeOf } from '../testing/draw.js';
import { SAMPLE_FETCHED_AT, sampleRecords } from './index.js';

const GRAPH = buildGraph(sampleRecords());
const LISTED = GRAPH.procedures.slice(0, GRAPH.listed);

function countBy(values: readonly (string | null)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value ?? '-', (counts.get(value ?? '-') ?? 0) + 1);
  return counts;
}

describe('the sample organisation', () => {
  it('has at least 140 procedures, none of them invalid', () => {
    expect(GRAPH.listed).toBeGreaterThanOrEqual(140);
    expect(sampleRecords()).toHaveLength(GRAPH.listed);
  });

  it('has every type and every status', () => {
    const types = [...countBy(LISTED.map(({ type }) => type)).keys()].filter((type) => type !== '-');
    expect(types.sort()).toEqual(['PROCESS_MODEL', 'SUBPROCESS', 'TASK', 'TASK_INSTRUCTIONS']);
    const statuses = countBy(LISTED.map(({ status }) => status?.toUpperCase() ?? null));
    expect([...statuses.keys()].sort()).toEqual(['DRAFT', 'EDITED', 'PUBLISHED']);
  });

  it('has an orphan for every reason', () => {
    const reasons = countBy(findOrphans(GRAPH).map(({ reason }) => reason));
    expect([...reasons.keys()].sort()).toEqual(['isolated', 'uncalled', 'unreachable']);
  });

  it('has at least three cycles, each with a proved cut', () => {
    const cycles = findCycles(GRAPH);
    expect(cycles.length).toBeGreaterThanOrEqual(3);
    expect(cycles.every(({ cutIsMinimal }) => cutIsMinimal)).toBe(true);
  });

  it('has missing, ambiguous and inexact references, and no other flaw', () => {
    const codes = countBy(GRAPH.diagnostics.map(({ code }) => code));
    expect([...codes.keys()].sort()).toEqual([
      'ambiguous-reference',
      'inexact-reference',
      'missing-reference',
    ]);
    expect(GRAPH.procedures.length).toBeGreaterThan(GRAPH.listed);
    expect(GRAPH.calls.flags.some((_, call) => isAmbiguousCall(GRAPH, call))).toBe(true);
  });

  it('has the procedures of the documentation, each found by its name', () => {
    for (const name of ['Sales Pipeline Process', 'Customer Onboarding Process']) {
      const node = findProcedure(GRAPH, name);
      expect(GRAPH.procedures[node]).toMatchObject({ name, missing: false });
      const { dependents, dependencies } = computeImpact(GRAPH, [node]);
      expect(dependents?.procedures.length).toBeGreaterThan(0);
      expect(dependencies?.procedures.length).toBeGreaterThan(0);
    }
  });

  it('mixes the dialects: ids that are numbers and ids that are strings', () => {
    const kinds = sampleRecords().map((raw) =>
      typeof raw === 'object' && raw !== null && 'id' in raw ? typeof raw.id : '-',
    );
    expect(new Set(kinds)).toEqual(new Set(['number', 'string']));
  });

  it('has owners, lanes, and links that lead somewhere', () => {
    expect(LISTED.some(({ owner }) => owner === null)).toBe(true);
    expect(LISTED.some(({ lanes }) => lanes.length > 1)).toBe(true);
    expect(LISTED.every(({ url }) => url?.startsWith('https://'))).toBe(true);
  });

  it('is the same every time, and was never fetched after it was changed', () => {
    expect(sampleRecords()).toEqual(sampleRecords());
    expect(new Date(SAMPLE_FETCHED_AT).toISOString()).toBe(SAMPLE_FETCHED_AT);
    for (const { id, updatedAt, firstPublishedAt } of LISTED) {
      expect(Date.parse(updatedAt ?? ''), id).toBeLessThanOrEqual(Date.parse(SAMPLE_FETCHED_AT));
      if (firstPublishedAt !== null)
        expect(Date.parse(firstPublishedAt), id).toBeLessThanOrEqual(Date.parse(updatedAt ?? ''));
      expect(nodeOf(GRAPH, id)).toBeLessThan(GRAPH.listed);
    }
  });
});
