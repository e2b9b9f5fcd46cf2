import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KlarifyGraphError } from '../errors.js';
import { buildGraph } from '../graph/build-graph.js';
import { sampleRecords } from '../sample/index.js';
import { graphOf, subjectOf } from '../testing/draw.js';
import { HOSTILE_NAMES } from '../testing/hostile-names.js';
import { randomGraph } from '../testing/random-graphs.js';
import { graphChanges } from './graph-changes.js';
import { packGraph, unpackGraph } from './packed-graph.js';
import type { Subject } from './source.js';

function expectSameAfterReading(subject: Subject, entryPoints?: readonly number[]): void {
  const read = unpackGraph(packGraph(subject, entryPoints));
  expect(read.graph.procedures).toEqual(subject.graph.procedures);
  expect(read.graph.calls).toEqual(subject.graph.calls);
  expect(read.graph.diagnostics).toEqual(subject.graph.diagnostics);
  expect(read.graph.listed).toBe(subject.graph.listed);
  expect(read.source).toEqual(subject.source);
  expect(read.entryPoints).toEqual(entryPoints);
}

describe('packing and unpacking', () => {
  it('gives the same graph, whatever it is', () => {
    fc.assert(fc.property(randomGraph(12), ({ graph }) => expectSameAfterReading(subjectOf(graph))));
  });

  it('keeps names and ids that break formats, and lone halves of surrogate pairs', () => {
    const records = [...HOSTILE_NAMES.map(([, name]) => name), 'lone\ud800', '', '__proto__', '\u0000'].map(
      (name, index) => ({
        id: `${index}${name}`,
        name,
        owner: name,
        lanes: [name, name],
        performers: [name],
        url: `https://example.com/${index}${name}/${name}`,
        called_from: [name],
      }),
    );
    expectSameAfterReading(subjectOf(buildGraph(records)), [0, 3]);
  });

  it.each([
    null,
    '2026-09-16T08:00:00Z',
    '2026-09-16T08:00:00.123Z',
    '2026-09-16T08:00:00.000Z',
    '2026-02-30T08:00:00Z',
    '1969-12-31T23:59:59Z',
    '9999-12-31T23:59:59.999Z',
    '2026-09-16T10:00:00+02:00',
    '0000-01-01T00:00:00Z',
    'yesterday',
    '',
  ])('keeps the time %j as it was received', (time) => {
    const records = [{ id: 1, name: 'a', updated_at: time, first_published_at: time }];
    expectSameAfterReading(subjectOf(buildGraph(records)));
  });

  it('keeps the sample and an empty organisation', () => {
    expectSameAfterReading(subjectOf(buildGraph(sampleRecords())), []);
    expectSameAfterReading(subjectOf(buildGraph([])));
  });

  it('keeps what changed since an earlier snapshot', () => {
    const before = subjectOf(graphOf('a -> b -> c', { b: { owner: { job_title: 'Old' } } }));
    const after = subjectOf(graphOf('a -> b; d -> a'));
    const changes = graphChanges(before, after);
    expect(changes.report.procedures.removed.map(({ id }) => id)).toEqual(['c']);
    expect(changes.was.map(({ owner }) => owner)).toEqual(['Old']);
    expect(unpackGraph(packGraph(after, undefined, changes)).changes).toEqual(changes);
    expect(unpackGraph(packGraph(after)).changes).toBeUndefined();
  });
});

describe('bytes that are no packed graph', () => {
  const whole = packGraph(subjectOf(graphOf('a -> b ~> c; c -> a')));

  it('are told from one, wherever they were cut short', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(() => unpackGraph(whole.subarray(0, length))).toThrow(KlarifyGraphError);
    }
    expect(() => unpackGraph(new TextEncoder().encode('{"nodes": []}'))).toThrow(KlarifyGraphError);
  });
});
