import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatReport } from '../format/index.js';
import { buildGraph } from '../graph/build-graph.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { parseJson } from '../model/parse-json.js';
import { checkReport } from '../report/check-report.js';
import { cyclesReport } from '../report/cycles-report.js';
import { diffReport } from '../report/diff-report.js';
import { graphDocument } from '../report/graph-document.js';
import { impactReport } from '../report/impact-report.js';
import { listReport } from '../report/list-report.js';
import { orphansReport } from '../report/orphans-report.js';
import { packGraph } from '../report/packed-graph.js';
import { pathReport } from '../report/path-report.js';
import type { Subject } from '../report/source.js';
import { statsReport } from '../report/stats-report.js';
import { treeReport } from '../report/tree-report.js';
import { RULES } from '../rules/all-rules.js';
import { checkRules } from '../rules/check-rules.js';
import { judge } from '../rules/judge.js';
import { randomRecords } from '../testing/random-records.js';
import { roughJson } from '../testing/rough-json.js';
import { decodeGraph } from './graph-index/decode-graph.js';
import { encodeGraph } from './graph-index/encode-graph.js';
import { packIndex, unpackIndex } from './graph-index/layout.js';
import { parseInput } from './parse-input.js';
import { writeStoredSnapshot } from './stored-snapshot.js';

const SOURCE = { endpoint: null, fetchedAt: null, complete: true };
const NOW = Date.parse('2026-06-01T00:00:00Z');

function fromBytes(text: string): ProcedureGraph {
  const parsed = parseInput(new TextEncoder().encode(text), 'input.json');
  if (parsed.kind !== 'records') throw new Error('The records were taken for a graph.');
  return buildGraph(parsed.snapshot.records);
}

function fromIndex(graph: ProcedureGraph): ProcedureGraph {
  const state = { sha256: '', bytes: 0, inode: '', modified: '', changed: '', checked: '' };
  const parts = { binding: state, source: SOURCE, listed: graph.listed, columns: encodeGraph(graph) };
  const read = unpackIndex(new Uint8Array(Buffer.concat(packIndex(parts))).buffer);
  if (read === undefined) throw new Error('The index was not read.');
  return decodeGraph(read);
}

/** What every command says of a graph, each by a function, so that each can meet a graph that nothing was asked yet. */
const COMMANDS: Readonly<Record<string, (subject: Subject) => string | Uint8Array>> = {
  impact: (subject) => formatReport(impactReport(subject, ends(subject), { retire: true }), 'json'),
  'impact, text': (subject) => formatReport(impactReport(subject, ends(subject).slice(0, 1)), 'text'),
  cycles: (subject) => formatReport(cyclesReport(subject, { maxLoops: 5 }), 'json'),
  orphans: (subject) => formatReport(orphansReport(subject), 'json'),
  check: (subject) => formatReport(check(subject), 'json'),
  path: (subject) =>
    subject.graph.procedures.length === 0
      ? ''
      : formatReport(pathReport(subject, ends(subject)[0]!, ends(subject)[1]!, { maxChains: 5 }), 'json'),
  tree: (subject) =>
    subject.graph.procedures.length === 0 ? '' : formatReport(treeReport(subject, ends(subject)[0]!), 'json'),
  list: (subject) => formatReport(listReport(subject, ['status:draft', 'owner:*', '+type:TASK+']), 'csv'),
  stats: (subject) => formatReport(statsReport(subject), 'json'),
  diff: (subject) => formatReport(diffReport({ ...subject, graph: OTHER }, subject), 'json'),
  export: (subject) => JSON.stringify(graphDocument(subject)),
  page: (subject) => packGraph(subject),
  '--ignore-ambiguous': (subject) => {
    const graph = withoutAmbiguousCalls(subject.graph);
    return formatReport(impactReport({ ...subject, graph }, ends(subject)), 'json');
  },
};

const OTHER = buildGraph([{ id: 1, name: 'Alpha', called_from: ['Beta'] }]);

function ends({ graph: { procedures } }: Subject): readonly number[] {
  return procedures.length === 0 ? [] : [0, procedures.length - 1];
}

function check(subject: Subject) {
  const rules = Object.fromEntries(RULES.map(({ name }) => [name, 'error' as const]));
  const result = checkRules(subject.graph, { now: NOW, rules });
  return checkReport(subject, { result, judgement: judge(result, { baseline: [], earlier: undefined }) });
}

function answers(make: () => ProcedureGraph): Readonly<Record<string, string>> {
  const said = Object.entries(COMMANDS).map(([name, ask]) => {
    const graph = make();
    const source = { kind: 'snapshot', fetchedAt: null, complete: true, procedures: graph.listed } as const;
    const answer = ask({ graph, source });
    return [name, typeof answer === 'string' ? answer : Buffer.from(answer).toString('hex')];
  });
  return Object.fromEntries(said);
}

describe('every command says the same, byte for byte', () => {
  it('of records as a list, as bytes, as a stored snapshot and from its index', () => {
    fc.assert(
      fc.property(randomRecords, (others) => {
        // Something has to be a record, and the first must not be a page.
        const records = [{ id: 'first', name: 'Alpha' }, ...others.filter((record) => !isPage(record))];
        const expected = answers(() => buildGraph(records));
        const stored = [...writeStoredSnapshot({ source: SOURCE, records })].join('');
        expect(answers(() => fromBytes(JSON.stringify(records)))).toEqual(expected);
        expect(answers(() => fromBytes(stored))).toEqual(expected);
        const built = fromBytes(stored);
        expect(answers(() => fromIndex(built))).toEqual(expected);
      }),
      { numRuns: 80 },
    );
  });

  it('of JSON however it is written: escaped and repeated keys, white space, a byte order mark, large numbers', () => {
    fc.assert(
      fc.property(randomRecords.chain(roughJson), (text) => {
        const parsed = parseJson(text.replace(/^\ufeff/, '')) as readonly unknown[];
        const built = fromBytes(text);
        const expected = answers(() => buildGraph(parsed));
        expect(answers(() => fromBytes(text))).toEqual(expected);
        expect(answers(() => fromIndex(built))).toEqual(expected);
      }),
      { numRuns: 80 },
    );
  });
});

function isPage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'data' in value;
}
