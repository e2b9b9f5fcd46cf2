import { describe, expect, it } from 'vitest';
import { formatJson } from '../format/json.js';
import type { Diagnostic } from '../model/procedure.js';
import { nodeOf, subjectOf } from '../testing/draw.js';
import { smallOrganisation } from '../testing/small-organisation.js';
import { cyclesReport } from './cycles-report.js';
import { impactReport } from './impact-report.js';
import { listReport } from './list-report.js';
import { orphansReport } from './orphans-report.js';

const GRAPH = smallOrganisation();
const SUBJECT = subjectOf(GRAPH);

/** The document as a reader of the JSON gets it. */
function read(report: object): Record<string, unknown> {
  return JSON.parse(formatJson(report));
}

const PROCEDURE_KEYS = ['id', 'name', 'type', 'status', 'owner', 'lanes', 'url', 'missing'];
const pipeline = {
  id: '10',
  name: 'Sales Pipeline',
  type: 'PROCESS_MODEL',
  status: 'PUBLISHED',
  owner: 'Sales Director',
  lanes: ['Sales', 'Inside Sales'],
  url: 'https://a.example/document/10',
  missing: false,
};
const onboarding = {
  id: '20',
  name: 'Customer Onboarding',
  type: 'PROCESS_MODEL',
  status: 'published',
  owner: 'Customer Success Manager',
  lanes: ['Sales', 'Finance'],
  url: 'https://a.example/document/20',
  missing: false,
};
const creditCheck = {
  id: '30',
  name: 'Credit Check',
  type: 'SUBPROCESS',
  status: 'DRAFT',
  owner: 'CFO',
  lanes: ['Finance'],
  url: null,
  missing: false,
};
const letter = {
  id: '40',
  name: 'Send Welcome Letter',
  type: 'TASK',
  status: null,
  owner: null,
  lanes: [],
  url: null,
  missing: false,
  ownersInherited: ['Customer Success Manager'],
};
const intake = {
  id: 'missing:Lead Intake',
  name: 'Lead Intake',
  type: null,
  status: null,
  owner: null,
  lanes: [],
  url: null,
  missing: true,
};

describe('every document', () => {
  const extra: Diagnostic = { code: 'incomplete-snapshot', message: 'Not all.' };
  const documents = [
    impactReport({ ...SUBJECT, diagnostics: [extra] }, [0]),
    cyclesReport({ ...SUBJECT, diagnostics: [extra] }),
    orphansReport({ ...SUBJECT, diagnostics: [extra] }),
    listReport({ ...SUBJECT, diagnostics: [extra] }, []),
  ];

  it.each(documents.map((document) => [document.command, document] as const))(
    '%s begins with its schema version, command, source and diagnostics',
    (command, document) => {
      const found = read(document);
      expect(Object.keys(found).slice(0, 4)).toEqual(['schemaVersion', 'command', 'source', 'diagnostics']);
      expect(found).toMatchObject({
        schemaVersion: 1,
        command,
        source: { kind: 'snapshot', fetchedAt: '2026-01-01T00:00:00.000Z', complete: true, procedures: 10 },
      });
      expect(found['diagnostics']).toEqual([
        extra,
        { code: 'missing-reference', message: expect.any(String), procedureId: '20' },
        { code: 'ambiguous-reference', message: expect.any(String), procedureId: '81' },
        { code: 'inexact-reference', message: expect.any(String), procedureId: '81' },
      ]);
    },
  );

  it('counts the procedures of the list, missing ones excluded', () => {
    expect(GRAPH.procedures).toHaveLength(11);
    expect(SUBJECT.source.procedures).toBe(10);
  });

  it('says null for a time that the file does not say', () => {
    expect(read(cyclesReport(subjectOf(GRAPH, { fetchedAt: null })))).toMatchObject({
      source: { fetchedAt: null },
    });
  });
});

describe('impact', () => {
  it('lists targets, dependents and dependencies with distance and via, and groups them', () => {
    const { targets, dependents } = read(impactReport(SUBJECT, [nodeOf(GRAPH, '30')], { depth: 2 }));
    expect(targets).toEqual([creditCheck]);
    expect(dependents).toEqual({
      count: 4,
      procedures: [
        { ...onboarding, distance: 1, via: '30' },
        expect.objectContaining({ id: '60', distance: 1, via: '30' }),
        { ...intake, distance: 2, via: '20' },
        { ...pipeline, distance: 2, via: '20' },
      ],
      byOwner: [
        { owner: 'Sales Director', count: 2 },
        { owner: 'Customer Success Manager', count: 1 },
        { owner: null, count: 1 },
      ],
      byLane: [
        { lane: 'Sales', count: 2 },
        { lane: null, count: 2 },
        { lane: 'Finance', count: 1 },
        { lane: 'Inside Sales', count: 1 },
      ],
      owners: [
        { owner: 'Sales Director', count: 2, inherited: 0 },
        { owner: 'Customer Success Manager', count: 1, inherited: 0 },
        { owner: null, count: 1, inherited: 0 },
      ],
    });
  });

  it('lacks the direction that was not asked for', () => {
    const keys = (direction: 'dependents' | 'dependencies') =>
      Object.keys(read(impactReport(SUBJECT, [0], { direction }))).slice(4);
    expect(keys('dependents')).toEqual(['targets', 'dependents']);
    expect(keys('dependencies')).toEqual(['targets', 'dependencies']);
  });

  it('shows an owner that is inherited as that, and leaves those received as they are', () => {
    const { dependencies } = read(impactReport(SUBJECT, [nodeOf(GRAPH, '30')]));
    expect(dependencies).toMatchObject({
      procedures: [{ id: '20' }, { id: '40', owner: null, ownersInherited: ['Customer Success Manager'] }],
      byOwner: [
        { owner: 'Customer Success Manager', count: 1 },
        { owner: null, count: 1 },
      ],
      owners: [{ owner: 'Customer Success Manager', count: 2, inherited: 1 }],
    });
    expect(dependencies).not.toHaveProperty('procedures.0.ownersInherited');
  });

  it('says what retiring leaves behind only where that is asked for', () => {
    const report = impactReport(SUBJECT, [nodeOf(GRAPH, '20')], { retire: true, direction: 'dependents' });
    expect(Object.keys(report).slice(4)).toEqual(['targets', 'dependents', 'retire']);
    const sparse = (id: string) => expect.objectContaining({ id });
    expect(read(report)['retire']).toEqual({
      dangling: [
        { caller: '30', callee: '20', kinds: ['called_from'] },
        { caller: 'missing:Lead Intake', callee: '20', kinds: ['called_from'] },
        { caller: '10', callee: '20', kinds: ['called_from'] },
      ],
      orphaned: [
        expect.objectContaining({ id: '30', reason: 'unreachable' }),
        { ...letter, reason: 'isolated' },
      ],
      uncontained: [
        { ...creditCheck, parents: ['20'], remainingParents: 0 },
        { ...letter, parents: ['20'], remainingParents: 0 },
      ],
      newEntryPoints: [],
      owners: [
        { owner: 'CFO', count: 1, inherited: 0 },
        { owner: 'Customer Success Manager', count: 1, inherited: 1 },
        { owner: 'Sales Director', count: 1, inherited: 0 },
        { owner: null, count: 1, inherited: 0 },
      ],
      callers: [sparse('30'), sparse('missing:Lead Intake'), sparse('10')],
    });
    expect(impactReport(SUBJECT, [0])).not.toHaveProperty('retire');
  });

  it('sorts the targets by name, then id', () => {
    const { targets } = impactReport(SUBJECT, [0, nodeOf(GRAPH, '81'), nodeOf(GRAPH, '80'), 0]);
    expect(targets.map(({ id }) => id)).toEqual(['80', '81', '10']);
  });

  it('marks what is reached only through an ambiguous call', () => {
    const { dependents } = impactReport(SUBJECT, [nodeOf(GRAPH, '81')]);
    expect(dependents?.procedures).toMatchObject([
      { id: '80', via: '81' },
      { id: '10', via: '80' },
    ]);
    expect(dependents?.procedures[0]).not.toHaveProperty('ambiguous');
  });
});

describe('cycles', () => {
  it('lists each with its size, procedures, shortest loop and cut', () => {
    const { count, cycles } = cyclesReport(SUBJECT);
    expect(count).toBe(4);
    expect(cycles.map(({ size, procedures }) => [size, procedures[0]?.name])).toEqual([
      [2, 'Archive Files'],
      [2, 'Credit Check'],
      [1, 'Review'],
      [1, 'Send Welcome Letter'],
    ]);
    expect(read(cyclesReport(SUBJECT))['cycles']).toContainEqual({
      size: 2,
      procedures: [creditCheck, onboarding],
      shortest: ['30', '20'],
      cut: [
        {
          caller: '30',
          callee: '20',
          kinds: ['called_from'],
          callerOwners: ['CFO'],
          calleeOwners: ['Customer Success Manager'],
        },
      ],
      cutIsMinimal: true,
      cutHasFewestContainments: true,
      ambiguous: false,
      toAsk: [
        { owner: 'CFO', count: 1 },
        { owner: 'Customer Success Manager', count: 1 },
      ],
    });
  });

  it('lists elementary loops where they are asked for', () => {
    expect(cyclesReport(SUBJECT, { maxLoops: 3 }).cycles[1]).toMatchObject({
      loops: [['30', '20']],
      truncated: false,
    });
    expect(cyclesReport(SUBJECT).cycles[1]).not.toHaveProperty('truncated');
  });

  it('marks the one that is none without ambiguous calls', () => {
    const review = cyclesReport(SUBJECT).cycles[2];
    expect(review).toMatchObject({
      shortest: ['81'],
      cut: [{ caller: '81', callee: '81' }],
      ambiguous: true,
    });
  });
});

describe('orphans', () => {
  it('lists each procedure with its reason, by name then id', () => {
    const { count, orphans } = read(orphansReport(SUBJECT));
    expect(count).toBe(4);
    expect(orphans).toEqual([
      expect.objectContaining({ id: '70', reason: 'unreachable' }),
      expect.objectContaining({ id: '71', reason: 'unreachable' }),
      {
        id: '50',
        name: 'Forgotten Guide',
        type: 'TASK_INSTRUCTIONS',
        status: null,
        owner: null,
        lanes: [],
        url: 'javascript:alert(1)',
        missing: false,
        reason: 'isolated',
      },
      expect.objectContaining({ id: '60', reason: 'uncalled' }),
    ]);
  });

  it('heeds configured entry points', () => {
    const entryPoints = ['70', '50'].map((id) => nodeOf(GRAPH, id));
    const { orphans } = orphansReport(SUBJECT, { entryPoints });
    expect(orphans.map(({ id, reason }) => `${id} ${reason}`)).toEqual([
      '30 unreachable',
      '20 unreachable',
      '80 unreachable',
      '81 unreachable',
      '10 uncalled',
      '40 unreachable',
      '60 uncalled',
    ]);
  });
});

describe('list', () => {
  it('lists procedures by name then id, each with exactly the keys of a procedure', () => {
    const selected = read(listReport(SUBJECT, ['id:missing*', 'id:30']));
    expect(selected).toMatchObject({ count: 2, procedures: [creditCheck, intake] });
    for (const procedure of listReport(SUBJECT, []).procedures) {
      expect(Object.keys(procedure)).toEqual(PROCEDURE_KEYS);
    }
  });
});
