import { describe, expect, it } from 'vitest';
import { parseRecords } from './parse-records.js';
import type { ProcedureRecord } from './procedure.js';

function parseOne(raw: Record<string, unknown>): ProcedureRecord {
  const { records } = parseRecords([{ id: '1', ...raw }]);
  expect(records).toHaveLength(1);
  return records[0]!;
}

function invalidFields(raw: Record<string, unknown>): readonly string[] {
  return parseRecords([{ id: '1', ...raw }]).diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

const DIALECT_A = {
  id: '12345',
  name: 'Customer Onboarding Process',
  status: 'published',
  owner: 'John Smith',
  performer: 'Customer Service Team',
  updated_at: '2024-01-15T14:30:00Z',
  url: 'https://yourorg.klarify.biz/process/12345',
  lanes: ['Customer Service', 'Account Management'],
  called_within: [],
  called_from: ['Sales Pipeline Process'],
};

const DIALECT_B = {
  id: 12345,
  name: 'Customer Onboarding Process',
  type: 'PROCESS_MODEL',
  status: 'PUBLISHED',
  url: 'https://yourorg.klarify.biz/document/12345',
  owner: { id: 678, job_title: 'Customer Success Manager' },
  updated_at: '2024-01-15T14:30:00Z',
  first_published_at: '2024-01-10T09:00:00Z',
  lanes: [{ id: 'Lane_1', name: 'Customer Service', nestedLanes: [] }],
  called_within: [],
  called_from: [{ id: 12100, name: 'Sales Pipeline', type: 'PROCESS_MODEL', status: 'PUBLISHED' }],
};

describe('the two dialects', () => {
  it('reads dialect A: names for references, display names for owner and performer', () => {
    expect(parseRecords([DIALECT_A])).toEqual({
      diagnostics: [],
      records: [
        {
          procedure: {
            id: '12345',
            name: 'Customer Onboarding Process',
            type: null,
            status: 'published',
            owner: 'John Smith',
            performers: ['Customer Service Team'],
            lanes: ['Customer Service', 'Account Management'],
            url: 'https://yourorg.klarify.biz/process/12345',
            updatedAt: '2024-01-15T14:30:00Z',
            firstPublishedAt: null,
            missing: false,
          },
          references: [{ id: null, name: 'Sales Pipeline Process', kind: 'called_from' }],
        },
      ],
    });
  });

  it('reads dialect B: the id becomes a string, the owner the job title of the position', () => {
    expect(parseRecords([DIALECT_B])).toEqual({
      diagnostics: [],
      records: [
        {
          procedure: {
            id: '12345',
            name: 'Customer Onboarding Process',
            type: 'PROCESS_MODEL',
            status: 'PUBLISHED',
            owner: 'Customer Success Manager',
            performers: [],
            lanes: ['Customer Service'],
            url: 'https://yourorg.klarify.biz/document/12345',
            updatedAt: '2024-01-15T14:30:00Z',
            firstPublishedAt: '2024-01-10T09:00:00Z',
            missing: false,
          },
          references: [{ id: '12100', name: 'Sales Pipeline', kind: 'called_from' }],
        },
      ],
    });
  });

  it('reads a mixture of both, also inside one record', () => {
    const { records, diagnostics } = parseRecords([
      { ...DIALECT_A, id: 'a' },
      { ...DIALECT_B, id: 2 },
      { id: 3, lanes: ['Sales', { name: 'Legal' }], called_from: ['By name', { id: 2 }] },
    ]);
    expect(diagnostics).toEqual([]);
    expect(records.map(({ procedure }) => procedure.id)).toEqual(['a', '2', '3']);
    expect(records[2]?.procedure.lanes).toEqual(['Sales', 'Legal']);
    expect(records[2]?.references).toEqual([
      { id: null, name: 'By name', kind: 'called_from' },
      { id: '2', name: null, kind: 'called_from' },
    ]);
  });

  it('keeps status and type as received', () => {
    expect(parseOne({ status: 'published', type: 'Task' }).procedure).toMatchObject({
      status: 'published',
      type: 'Task',
    });
  });

  it('flattens nested lanes, outermost first', () => {
    const lanes = [
      {
        name: 'Sales',
        nestedLanes: [{ name: 'Inside', nestedLanes: [{ name: 'Desk' }] }, { name: 'Field' }],
      },
      { name: 'Legal', nestedLanes: null },
    ];
    expect(parseOne({ lanes }).procedure.lanes).toEqual(['Sales', 'Inside', 'Desk', 'Field', 'Legal']);
  });

  it('flattens lanes of any depth', () => {
    let lane: Record<string, unknown> = { name: 'innermost' };
    for (let depth = 0; depth < 20_000; depth++) lane = { name: 'x', nestedLanes: [lane] };
    const { lanes } = parseOne({ lanes: [lane] }).procedure;
    expect(lanes).toHaveLength(20_001);
    expect(lanes.at(-1)).toBe('innermost');
  });

  it('tells which field states a reference', () => {
    expect(parseOne({ called_from: ['x'], called_within: ['y'] }).references).toEqual([
      { id: null, name: 'x', kind: 'called_from' },
      { id: null, name: 'y', kind: 'called_within' },
    ]);
  });
});

describe('lists', () => {
  it.each([null, undefined])('takes %s for an empty list', (value) => {
    const raw = { lanes: value, performer: value, called_from: value, called_within: value };
    expect(parseOne(raw)).toMatchObject({ procedure: { lanes: [], performers: [] }, references: [] });
    expect(invalidFields(raw)).toEqual([]);
  });

  it('takes a single string for a list of one', () => {
    expect(parseOne({ lanes: 'Sales', performer: 'Ann', called_from: 'x' })).toMatchObject({
      procedure: { lanes: ['Sales'], performers: ['Ann'] },
      references: [{ id: null, name: 'x' }],
    });
  });

  it('takes a single object for a list of one', () => {
    const raw = { lanes: { name: 'Sales' }, performer: { job_title: 'Clerk' }, called_within: { id: 7 } };
    expect(parseOne(raw)).toMatchObject({
      procedure: { lanes: ['Sales'], performers: ['Clerk'] },
      references: [{ id: '7', kind: 'called_within' }],
    });
  });

  it.each(['lanes', 'performer', 'called_from', 'called_within'])(
    'ignores a value of any other type in %s, with invalid-field',
    (field) => {
      for (const value of [42, true]) {
        expect(parseOne({ [field]: value })).toMatchObject({
          procedure: { lanes: [], performers: [] },
          references: [],
        });
        expect(invalidFields({ [field]: value })).toEqual([expect.stringContaining(`"${field}"`)]);
      }
    },
  );

  it('ignores an item of another type and keeps the rest', () => {
    const raw = { lanes: ['Sales', 42, 'Legal'], called_from: [null, 'x', ['y']] };
    expect(parseOne(raw)).toMatchObject({
      procedure: { lanes: ['Sales', 'Legal'] },
      references: [{ name: 'x' }],
    });
    expect(invalidFields(raw)).toHaveLength(3);
  });
});

describe('text fields', () => {
  it.each([undefined, null, 42, {}, []])('takes a name that is %j for the empty string', (name) => {
    expect(parseOne({ name }).procedure.name).toBe('');
  });

  it('says invalid-field for a value of another type, not for an absent or null one', () => {
    for (const field of ['name', 'type', 'status', 'url', 'updated_at', 'first_published_at', 'owner']) {
      expect(invalidFields({ [field]: 42 })).toEqual([expect.stringMatching(`invalid-field.*"${field}"`)]);
      expect(invalidFields({ [field]: null })).toEqual([]);
      expect(parseRecords([{ id: 'x', [field]: 42 }]).diagnostics[0]?.procedureId).toBe('x');
    }
  });

  it('keeps hostile ids and names as ordinary data', () => {
    const names = ['__proto__', 'constructor', '', 'שלום', 'a\u200bb', '\u202eevil', 'toString', '😀\ud83d'];
    const raw = names.map((name) => ({ id: `${name}!`, name }));
    const { records, diagnostics } = parseRecords(raw);
    expect(diagnostics).toEqual([]);
    expect(records.map(({ procedure }) => procedure.name)).toEqual(names);
    expect(records.map(({ procedure }) => procedure.id)).toEqual(names.map((name) => `${name}!`));
  });

  it('takes a field called __proto__ for an unknown field, not for the fields of the record', () => {
    const raw: unknown = JSON.parse('{"id":"1","__proto__":{"name":"stolen","called_from":["x"]}}');
    expect(parseRecords([raw]).records).toMatchObject([{ procedure: { name: '' }, references: [] }]);
  });
});

describe('ids', () => {
  it.each([
    ['a', 'a'],
    [0, '0'],
    ['0', '0'],
    [12345, '12345'],
    [-1, '-1'],
    [1.5, '1.5'],
    [' ', ' '],
    ['__proto__', '__proto__'],
  ])('takes %j for the id %j', (id, expected) => {
    expect(parseRecords([{ id }]).records[0]?.procedure.id).toBe(expected);
  });

  it.each(['', null, undefined, true, Number.NaN, Number.POSITIVE_INFINITY, {}, ['1']])(
    'leaves out a record with the id %j, with invalid-record',
    (id) => {
      const { records, diagnostics } = parseRecords([{ id: 'before' }, { id, name: 'x' }, { id: 'after' }]);
      expect(records.map(({ procedure }) => procedure.id)).toEqual(['before', 'after']);
      expect(diagnostics).toHaveLength(1);
      expect(diagnostics[0]?.code).toBe('invalid-record');
    },
  );

  it('says where in the list each invalid record stands', () => {
    const { records, diagnostics } = parseRecords([null, { id: 1 }, 'text', 42, [], { name: 'no id' }]);
    expect(records).toHaveLength(1);
    expect(diagnostics.map(({ code }) => code)).toEqual(Array(5).fill('invalid-record'));
    const positions = diagnostics.map(({ message }) => /index (\d+)/.exec(message)?.[1]);
    expect(positions).toEqual(['0', '2', '3', '4', '5']);
  });

  it('finds nothing in an empty list', () => {
    expect(parseRecords([])).toEqual({ records: [], diagnostics: [] });
  });
});
