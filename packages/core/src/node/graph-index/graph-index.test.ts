import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../graph/build-graph.js';
import type { ProcedureGraph } from '../../graph/procedure-graph.js';
import { sampleRecords } from '../../sample/index.js';
import { everythingOf } from '../../testing/everything-of.js';
import { HOSTILE_NAMES } from '../../testing/hostile-names.js';
import { randomGraph } from '../../testing/random-graphs.js';
import { randomRecords } from '../../testing/random-records.js';
import { smallOrganisation } from '../../testing/small-organisation.js';
import { decodeGraph } from './decode-graph.js';
import { encodeGraph } from './encode-graph.js';
import { INDEX_VERSION, type IndexParts, packIndex, unpackIndex } from './layout.js';

const BINDING = {
  sha256: 'a'.repeat(64),
  bytes: 12,
  inode: '1',
  modified: '2',
  changed: '3',
  checked: '4',
};
const SOURCE = {
  endpoint: 'https://a.example/Prüfung',
  fetchedAt: '2026-01-01T00:00:00.000Z',
  complete: true,
  mode: 'full',
} as const;

function packed(graph: ProcedureGraph): Uint8Array {
  const columns = encodeGraph(graph);
  return Buffer.concat(packIndex({ binding: BINDING, source: SOURCE, listed: graph.listed, columns }));
}

function unpacked(bytes: Uint8Array): IndexParts | undefined {
  return unpackIndex(new Uint8Array(bytes).buffer);
}

function readBack(graph: ProcedureGraph): ProcedureGraph {
  const parts = unpacked(packed(graph));
  if (parts === undefined) throw new Error('The index was not read.');
  return decodeGraph(parts);
}

describe('a graph read back from its index', () => {
  it('is the same, of random records', () => {
    fc.assert(
      fc.property(randomRecords, (records) => {
        const graph = buildGraph(records);
        expect(everythingOf(readBack(graph))).toEqual(everythingOf(graph));
      }),
      { numRuns: 1500 },
    );
  });

  it('is the same, of random calls', () => {
    fc.assert(
      fc.property(randomGraph(9, 3), ({ graph }) => {
        expect(everythingOf(readBack(graph))).toEqual(everythingOf(graph));
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same whatever names hold', () => {
    const graph = buildGraph(
      HOSTILE_NAMES.map(([id, name], index) => ({
        id,
        name,
        owner: name,
        lanes: [name, 'Lane'],
        called_from: [HOSTILE_NAMES[index - 1]?.[1] ?? `gone ${name}`],
      })),
    );
    expect(everythingOf(readBack(graph))).toEqual(everythingOf(graph));
  });

  it('gives the same objects each time', () => {
    const graph = readBack(smallOrganisation());
    expect(graph.procedures[3]).toBe(graph.procedures[3]);
    expect(graph.diagnostics).toBe(graph.diagnostics);
  });

  it('comes with what it is the index of', () => {
    expect(unpacked(packed(smallOrganisation()))).toMatchObject({ binding: BINDING, source: SOURCE });
  });
});

describe('the version of the index', () => {
  it('is raised with whatever makes an index say something else', () => {
    const hash = createHash('sha256');
    const odd = [
      { id: 'a', name: 'Alpha', owner: 7, lanes: ['L'], called_from: ['Twin', 'twin', 'gone', { id: 'x' }] },
      { id: 'b', name: 'Twin', type: 'TASK', performer: 'P', called_within: [{ id: 'a', name: 'Alpha' }] },
      { id: 'b', name: 'Twin', url: 'https://a.example', updated_at: '2026-01-01T00:00:00Z' },
      { id: 2 ** 60, name: 'Twin', first_published_at: '2025-01-01T00:00:00Z' },
      { name: 'no id' },
    ];
    for (const records of [odd, HOSTILE_NAMES.map(([id, name]) => ({ id, name })), sampleRecords()]) {
      for (const [name, column] of Object.entries(encodeGraph(buildGraph(records)))) {
        hash.update(name).update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
      }
    }
    // Where this changes, `INDEX_VERSION` has to change with it: a store may hold indexes of the version before.
    expect([INDEX_VERSION, hash.digest('hex')]).toEqual([
      2,
      '074807c3b09a586abddfdf14bf9ec953dbb2521979ba7d40cf60ac1841fa9cb3',
    ]);
  });
});

describe('a damaged index', () => {
  const whole = packed(smallOrganisation());

  it('is not read, whichever byte was hit', () => {
    for (let at = 0; at < whole.length; at++) {
      const flipped = whole.slice();
      flipped[at]! ^= 1 << (at % 8);
      expect(unpacked(flipped), `at byte ${at}`).toBeUndefined();
    }
  });

  it('is not read when it is cut short or longer', () => {
    for (let length = 0; length < whole.length; length += 7) {
      expect(unpacked(whole.subarray(0, length)), `${length} bytes`).toBeUndefined();
    }
    expect(unpacked(new Uint8Array([...whole, 0]))).toBeUndefined();
  });
});
