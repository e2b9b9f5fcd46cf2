import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { type DrawnRecord, draw, graphOf } from '../testing/draw.js';
import type { Acceptance } from './acceptance.js';
import { RULES } from './all-rules.js';
import { type CheckOptions, checkRules } from './check-rules.js';

const NOW = Date.parse('2027-01-01T12:00:00Z');
const ALL = Object.fromEntries(RULES.map(({ name }) => [name, 'error' as const]));
const STRICT: CheckOptions = {
  now: NOW,
  rules: {
    ...ALL,
    'max-depth': ['error', { max: 1 }],
    'max-callers': ['error', { max: 0 }],
    'max-callees': ['error', { max: 0 }],
    'single-owner-share': ['error', { max: 0.1 }],
  },
  relations: [
    {
      name: 'r',
      from: ['id:*'],
      to: ['status:draft'],
      allowed: false,
      required: undefined,
      reachable: true,
      severity: 'warn',
      comment: undefined,
    },
  ],
};

const PICTURE =
  'a -> b -> c -> a; b -> d ~> e; (gone) -> b; (gone) ~> e; (lost) -> b; (nowhere) -> lone; self -> self; p -> q -> p; z -> d';
const DETAILS = {
  a: { name: 'Twin', status: 'PUBLISHED', owner: 'Ann' },
  z: { name: 'twin', owner: 'Ann' },
  b: { status: 'published' },
  lone: { called_within: ['TWIN'] },
  d: { status: 'DRAFT' },
  e: { status: 'DRAFT', owner: 'Bob', updated_at: '2020-01-01T00:00:00Z' },
};
const RECORDS = draw(PICTURE, DETAILS);

function fingerprintsOf(records: readonly unknown[]): readonly string[] {
  return checkRules(buildGraph(records), STRICT)
    .violations.map(({ fingerprint }) => fingerprint)
    .sort();
}

describe('checkRules', () => {
  it('has every rule find something here', () => {
    const { violations, rules } = checkRules(buildGraph(RECORDS), STRICT);
    const found = new Set(violations.map(({ rule }) => rule));
    expect(rules.map(({ name }) => name).filter((name) => !found.has(name))).toEqual(['no-stale-baseline']);
  });

  it('runs the rules of the contract by default, with its severities', () => {
    const { rules } = checkRules(graphOf(''), { now: NOW });
    expect(Object.fromEntries(rules.map(({ name, severity }) => [name, severity]))).toEqual({
      'no-cycles': 'error',
      'no-orphans': 'error',
      'no-missing-references': 'error',
      'no-ambiguous-references': 'warn',
      'no-duplicate-names': 'warn',
      'no-unowned': 'warn',
      'no-published-calling-unpublished': 'warn',
    });
  });

  it('sorts by severity, then rule, then name', () => {
    const graph = graphOf('b; a; c -> c', { a: { owner: 'x' } });
    const { violations } = checkRules(graph, { now: NOW, rules: { 'no-self-calls': 'info' } });
    expect(violations.map(({ severity, rule, procedures }) => `${severity} ${rule} ${procedures}`)).toEqual([
      'error no-cycles c',
      'error no-orphans a',
      'error no-orphans b',
      'error no-orphans c',
      'warn no-unowned b',
      'warn no-unowned c',
      'info no-self-calls c',
    ]);
  });

  it('does not hang on the order of the list, byte for byte', () => {
    const expected = JSON.stringify(checkRules(buildGraph(RECORDS), STRICT));
    fc.assert(
      fc.property(fc.shuffledSubarray([...RECORDS], { minLength: RECORDS.length }), (shuffled) => {
        expect(JSON.stringify(checkRules(buildGraph(shuffled), STRICT))).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('rejects a rule that does not exist, and options that are none', () => {
    const graph = graphOf('a');
    expect(() => checkRules(graph, { now: NOW, rules: { 'no-cycle': 'error' } })).toThrow(
      'did you mean "no-cycles"',
    );
    expect(() => checkRules(graph, { now: NOW, rules: JSON.parse('{"toString":"error"}') })).toThrow(
      'no rule "toString"',
    );
    expect(() => checkRules(graph, { now: NOW, rules: { 'no-cycles': ['error', { size: 1 }] } })).toThrow();
  });

  it('tells of a configured procedure that is gone, once', () => {
    const { diagnostics } = checkRules(graphOf('a'), {
      now: NOW,
      ignore: ['No Such Procedure', 'id:nothing', 'status:draft'],
    });
    expect(diagnostics).toEqual([
      { code: 'unmatched-selector', message: expect.stringContaining('"No Such Procedure" in "ignore"') },
    ]);
  });
});

describe('fingerprints', () => {
  it('are the same with the hash of the platform', () => {
    const graph = buildGraph([...RECORDS, { id: '\ud800', name: 'half', called_from: ['→'] }]);
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const [violations, others] = [{ ...STRICT, sha256 }, STRICT].map((options) => [
      ...checkRules(graph, options).violations,
    ]);
    expect(violations).toEqual(others);
  });

  it('are all different', () => {
    const fingerprints = fingerprintsOf(RECORDS);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
    expect(fingerprints.length).toBeGreaterThan(25);
  });

  it('stay the same when everything is renamed, missing procedures included', () => {
    expect(fingerprintsOf(renamed(RECORDS, (name) => `${name} (new)`))).toEqual(fingerprintsOf(RECORDS));
    const backwards = (name: string) => [...name].reverse().join('');
    expect(fingerprintsOf(renamed(RECORDS, backwards))).toEqual(fingerprintsOf(RECORDS));
  });

  it('do not hang on the time', () => {
    const later = { ...STRICT, now: NOW + 5e11 };
    const { violations } = checkRules(buildGraph(RECORDS), later);
    expect(violations.map(({ fingerprint }) => fingerprint).sort()).toEqual(fingerprintsOf(RECORDS));
  });

  it('tell one missing reference of a record from two', () => {
    const one = fingerprintsOf(draw('(gone) -> a'));
    const two = fingerprintsOf(draw('(gone) -> a; (lost) -> a'));
    expect(two.filter((fingerprint) => !one.includes(fingerprint))).toHaveLength(1);
  });

  it('change when a procedure joins a cycle', () => {
    const cycle = (picture: string) =>
      [...checkRules(graphOf(picture), { now: NOW }).violations].find(({ rule }) => rule === 'no-cycles')
        ?.fingerprint;
    expect(cycle('a -> b -> a')).toBe(cycle('b -> a -> b'));
    expect(cycle('a -> b -> a')).not.toBe(cycle('a -> b -> c -> a'));
  });

  it('do not confuse ids that hold commas, quotes or "null"', () => {
    const pairs = [
      draw('x -> x', { x: { id: 'a,b' } }),
      draw('null -> null'),
      draw('"a","b" -> "a","b"'),
    ].map(fingerprintsOf);
    expect(new Set(pairs.flat()).size).toBe(pairs.flat().length);
  });
});

function renamed(records: readonly DrawnRecord[], rename: (name: string) => string): readonly DrawnRecord[] {
  const reference = (value: unknown): unknown => {
    if (typeof value === 'string') return rename(value);
    const { name, ...rest } = value as { readonly name: string };
    return { ...rest, name: rename(name) };
  };
  const list = (value: unknown) => (Array.isArray(value) ? value.map(reference) : value);
  return records.map((record) => ({
    ...record,
    name: rename(String(record['name'])),
    called_from: list(record['called_from']),
    called_within: list(record['called_within']),
  }));
}

describe('accepted exceptions', () => {
  const graph = graphOf('a -> b -> a; c -> c; (gone) -> d', { b: { name: 'Bee' } });
  const accept = (acceptance: Partial<Acceptance>): CheckOptions => ({
    now: NOW,
    rules: { 'no-orphans': 'off', 'no-unowned': 'off' },
    accept: [
      {
        rule: 'no-cycles',
        procedures: ['id:a', 'id:b'],
        reason: 'Known.',
        approvedBy: undefined,
        expires: undefined,
        ...acceptance,
      },
    ],
  });
  const rulesOf = (options: CheckOptions) =>
    checkRules(graph, options).violations.map(({ rule, procedures }) => `${rule} ${procedures.join(' ')}`);

  it('take a violation out when all it is about is named', () => {
    expect(rulesOf(accept({}))).toEqual(['no-cycles c', 'no-missing-references d missing:gone']);
    expect(checkRules(graph, accept({})).accepted).toMatchObject([
      { rule: 'no-cycles', procedures: ['b', 'a'], acceptance: { reason: 'Known.' } },
    ]);
    expect(rulesOf(accept({ procedures: ['id:a'] }))).toContain('no-cycles b a');
    expect(rulesOf(accept({ rule: 'no-self-calls' }))).toContain('no-cycles b a');
  });

  it('need not name a missing procedure', () => {
    expect(rulesOf(accept({ rule: 'no-missing-references', procedures: ['id:d'] }))).toEqual([
      'no-cycles b a',
      'no-cycles c',
    ]);
  });

  it('end after their last day, and the violation says who had accepted it', () => {
    expect(rulesOf(accept({ expires: '2027-01-01' }))).not.toContain('no-cycles b a');
    const expired = accept({ expires: '2026-12-31', approvedBy: 'the board' });
    const [cycle] = checkRules(graph, expired).violations;
    expect(cycle?.message).toMatch(/ It had been accepted by the board until 2026-12-31: Known\.$/);
    expect(checkRules(graph, expired).accepted).toEqual([]);
  });

  it('may stand beside a newer one that is still valid', () => {
    const old = accept({ expires: '2026-12-31' });
    const both = {
      ...old,
      accept: [...(old.accept ?? []), ...(accept({ expires: '2028-01-01' }).accept ?? [])],
    };
    expect(rulesOf(both)).not.toContain('no-cycles b a');
  });

  it('that cover nothing are told of', () => {
    expect(checkRules(graph, accept({ rule: 'max-depth' })).diagnostics).toEqual([
      {
        code: 'unused-acceptance',
        message: 'The exception of max-depth for id:a, id:b (Known.) covers no violation any more.',
      },
    ]);
  });
});
