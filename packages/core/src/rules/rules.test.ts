import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { type Details, graphOf, idsOf } from '../testing/draw.js';
import { numbered } from '../testing/numbered.js';
import { smallOrganisation } from '../testing/small-organisation.js';
import { RULES } from './all-rules.js';
import { type CheckOptions, checkRules } from './check-rules.js';

const NOW = Date.parse('2027-01-01T00:00:00Z');
const ONLY = Object.fromEntries(RULES.map(({ name }) => [name, 'off' as const]));

/** What one rule finds, as `procedures | calls`, and the messages. */
function find(
  rule: string,
  graph: ReturnType<typeof graphOf>,
  options: Readonly<Record<string, unknown>> = {},
  check: Partial<CheckOptions> = {},
) {
  const { violations } = checkRules(graph, {
    now: NOW,
    ...check,
    rules: { ...ONLY, [rule]: ['error', options] },
  });
  return violations.map(
    ({ procedures, calls }) =>
      `${procedures.join(' ')} | ${calls.map(({ caller, callee }) => `${caller}->${callee}`).join(' ')}`,
  );
}

function messages(rule: string, graph: ReturnType<typeof graphOf>, options = {}) {
  return checkRules(graph, { now: NOW, rules: { ...ONLY, [rule]: ['error', options] } }).violations.map(
    ({ message }) => message,
  );
}

describe('no-cycles', () => {
  const graph = graphOf('a -> b -> c -> a; d -> d; e ~> f -> e');

  it('finds each cycle once, with a shortest loop as its calls', () => {
    expect(find('no-cycles', graph)).toEqual(['a b c | a->b b->c c->a', 'd | d->d', 'e f | e->f f->e']);
  });

  it('says how to break it', () => {
    expect(messages('no-cycles', graph)).toEqual([
      '3 procedures call each other in a circle: "a" (a) → "b" (b) → "c" (c) → "a" (a). Without 1 call it is gone: "b" (b) → "c" (c).',
      '"d" (d) calls itself.',
      '2 procedures call each other in a circle: "e" (e) → "f" (f) → "e" (e). Without 1 call it is gone: "f" (f) → "e" (e).',
    ]);
  });

  it('tolerates cycles of maxSize, and looks at some kinds of calls only', () => {
    expect(find('no-cycles', graph, { maxSize: 2 })).toEqual(['a b c | a->b b->c c->a']);
    expect(find('no-cycles', graph, { kinds: ['called_from'] })).toHaveLength(2);
    expect(find('no-cycles', graph, { kinds: ['called_within'] })).toEqual([]);
  });

  it('does not count the calls of ignored procedures, but keeps what goes round without them', () => {
    const two = graphOf('a -> b -> a; b -> c -> b');
    expect(find('no-cycles', two, {}, { ignore: ['id:c'] })).toEqual(['a b | a->b b->a']);
    expect(find('no-cycles', two, {}, { ignore: ['id:b'] })).toEqual([]);
  });

  it('marks a cycle that rests on ambiguous references', () => {
    const graph = graphOf('a -> b', {
      a: { called_from: ['twin'] },
      b: { name: 'twin' },
      c: {},
    });
    expect(checkRules(graph, { now: NOW }).violations.filter(({ ambiguous }) => ambiguous === true)).toEqual(
      [],
    );
    const shared = graphOf('x; y', {
      x: { name: 'twin', called_from: ['twin'] },
      y: { name: 'twin' },
    });
    const [cycle] = checkRules(shared, { now: NOW }).violations;
    expect(cycle).toMatchObject({ rule: 'no-cycles', ambiguous: true, procedures: ['x'] });
    expect(cycle?.message).toContain('ambiguous');
  });
});

describe('no-orphans', () => {
  const graph = graphOf('start -> a; lone; sub -> a; p -> q -> p', { sub: { type: 'SUBPROCESS' } });

  it('finds orphans for each reason', () => {
    expect(find('no-orphans', graph)).toEqual(['lone | ', 'p | ', 'q | ', 'sub | ']);
    expect(messages('no-orphans', graph)[0]).toBe(
      '"lone" (lone) is isolated: no call joins it to any other procedure.',
    );
  });

  it('takes reasons and selectors to leave alone', () => {
    expect(find('no-orphans', graph, { reasons: ['isolated', 'uncalled'] })).toEqual(['lone | ', 'sub | ']);
    expect(find('no-orphans', graph, { ignore: 'type:subprocess' })).toEqual(['lone | ', 'p | ', 'q | ']);
  });

  it('still counts the calls of ignored procedures', () => {
    expect(find('no-orphans', graphOf('a -> b'), {}, { ignore: ['id:a'] })).toEqual([]);
  });
});

describe('no-missing-references', () => {
  const graph = graphOf('(gone) -> a; (gone) ~> b; (lost) -> a');

  it('finds each pair of a procedure and a missing one', () => {
    expect(find('no-missing-references', graph)).toEqual([
      'a missing:gone | missing:gone->a',
      'a missing:lost | missing:lost->a',
      'b missing:gone | missing:gone->b',
    ]);
    expect(messages('no-missing-references', graph)[2]).toBe(
      '"b" (b) names "gone" in called_within, which is not in the list.',
    );
  });

  it('leaves alone what either end is ignored of', () => {
    expect(find('no-missing-references', graph, { ignore: ['name:gone'] })).toEqual([
      'a missing:lost | missing:lost->a',
    ]);
    expect(find('no-missing-references', graph, {}, { ignore: ['id:a'] })).toEqual([
      'b missing:gone | missing:gone->b',
    ]);
  });
});

describe('what rests on ambiguous references', () => {
  const DETAILS: Details = {
    t1: { name: 'Twin', status: 'PUBLISHED' },
    t2: { name: 'twin' },
    x: { called_within: ['TWIN'], status: 'DRAFT' },
  };
  const NAMES = ['max-depth', 'max-callers', 'max-callees', 'no-published-calling-unpublished'];
  const rules = Object.fromEntries(NAMES.map((name) => [name, ['error', {}] as const]));
  const relation = {
    from: ['id:*'],
    to: ['id:y'],
    allowed: false,
    required: undefined,
    severity: 'error',
    comment: undefined,
  } as const;

  function marksOf(picture: string, max: number) {
    const limited = ['max-depth', 'max-callers', 'max-callees'].map((name) => [name, ['error', { max }]]);
    const { violations } = checkRules(graphOf(picture, DETAILS), {
      now: NOW,
      rules: { ...ONLY, ...rules, ...Object.fromEntries(limited) },
      relations: [
        { ...relation, name: 'calls-x', to: ['id:x'], reachable: false },
        { ...relation, name: 'reaches-y', reachable: true },
      ],
    });
    return violations.map(({ rule, procedures, ambiguous, message }) => {
      expect(message.endsWith(' It rests on ambiguous references.')).toBe(ambiguous === true);
      return `${rule} ${procedures.join(' ')}${ambiguous ? ' *' : ''}`;
    });
  }

  it('is marked in every rule, and what stands without them is not', () => {
    expect(marksOf('t1; t2; a -> x -> y', 1)).toEqual([
      'calls-x t1 x *',
      'calls-x a x',
      'calls-x t2 x *',
      'max-callers x *',
      'max-depth t1 *',
      'max-depth a',
      'max-depth t2 *',
      'no-published-calling-unpublished t1 x *',
      'reaches-y t1 y *',
      'reaches-y a y',
      'reaches-y t2 y *',
      'reaches-y x y',
    ]);
    expect(
      marksOf('t2; t1 -> x -> y; t1 -> y; a -> x; b -> x', 1).filter((mark) => mark.endsWith('*')),
    ).toEqual(['calls-x t2 x *', 'max-depth t2 *', 'reaches-y t2 y *']);
  });
});

describe('no-ambiguous-references', () => {
  const graph = graphOf('x; y; z; w', {
    x: { name: 'Twin' },
    y: { name: 'twin' },
    z: { called_from: ['TWIN', 'Twin'] },
    w: { called_from: ['Twin'] },
  });

  it('finds each ambiguous name in each record, with what it may mean', () => {
    expect(find('no-ambiguous-references', graph)).toEqual(['z x y | x->z y->z']);
    expect(messages('no-ambiguous-references', graph)).toEqual([
      '"z" (z) names "Twin", which may be any of "Twin" (x), "twin" (y).',
    ]);
  });

  it('finds them where ambiguous calls are left out as well', () => {
    expect(find('no-ambiguous-references', graph, {}, { ignoreAmbiguous: true })).toHaveLength(1);
  });
});

describe('no-duplicate-names', () => {
  const details: Details = {
    a: { name: 'Review' },
    b: { name: ' review ' },
    c: { name: 'Other' },
    d: { name: 'REVIEW' },
  };

  it('finds all procedures of a name together, whatever its spelling', () => {
    const graph = graphOf('a; b; c; d', details);
    expect(find('no-duplicate-names', graph)).toEqual(['b d a | ']);
    expect(find('no-duplicate-names', graph, { ignore: ['id:b'] }, { ignore: ['id:d'] })).toEqual([]);
  });
});

describe('no-unowned', () => {
  it('finds procedures without an owner, missing ones aside', () => {
    const graph = graphOf('(gone) -> a -> b; c', { a: { owner: 'Ann' }, b: { owner: ' ' } });
    expect(find('no-unowned', graph)).toEqual(['b | ', 'c | ']);
    expect(find('no-unowned', graph, { ignore: ['b'] })).toEqual(['c | ']);
  });
});

describe('no-stale', () => {
  const graph = graphOf('old; new; edge; never; odd', {
    old: { updated_at: '2020-02-03T00:00:00Z' },
    new: { updated_at: '2026-12-30T00:00:00Z' },
    edge: { updated_at: '2026-12-02T00:00:00Z' },
    odd: { updated_at: 'yesterday' },
  });

  it('finds what was not updated for more days than allowed, by the given clock', () => {
    expect(find('no-stale', graph, { days: 30 })).toEqual(['old | ']);
    expect(find('no-stale', graph, { days: 29 })).toEqual(['edge | ', 'old | ']);
    expect(find('no-stale', graph, { days: 30 }, { now: Date.parse('2010-01-01') })).toEqual([]);
    expect(messages('no-stale', graph)).toEqual([
      '"old" (old) was last updated on 2020-02-03, more than 365 days ago.',
    ]);
  });
});

describe('no-published-calling-unpublished', () => {
  const graph = graphOf('p -> d; p -> e ~> d; p -> n -> d; (gone) -> d; d -> p', {
    p: { status: 'published' },
    e: { status: 'EDITED' },
    d: { status: 'Draft' },
  });

  it('finds each call from a published procedure to one that is not', () => {
    expect(find('no-published-calling-unpublished', graph)).toEqual(['e d | e->d', 'p d | p->d']);
  });

  it('takes the statuses that count and the kinds of calls', () => {
    expect(find('no-published-calling-unpublished', graph, { published: ['PUBLISHED'] })).toEqual([
      'p d | p->d',
      'p e | p->e',
    ]);
    expect(find('no-published-calling-unpublished', graph, { kinds: ['called_within'] })).toEqual([
      'e d | e->d',
    ]);
  });
});

describe('no-self-calls', () => {
  it('finds them also inside a larger cycle', () => {
    expect(find('no-self-calls', graphOf('a -> a -> b -> a; c -> c; d'))).toEqual(['a | a->a', 'c | c->c']);
  });
});

describe('max-depth', () => {
  it('finds where a chain that is too long begins', () => {
    const graph = graphOf('a -> b -> c -> d; x -> c; y -> y -> d');
    expect(find('max-depth', graph, { max: 1 })).toEqual(['a | a->b b->c', 'x | x->c c->d']);
    expect(find('max-depth', graph, { max: 3 })).toEqual([]);
    expect(messages('max-depth', graph, { max: 2 })).toEqual([
      'A chain of 3 calls, more than 2, begins at "a" (a) with "b" (b).',
    ]);
  });

  it('counts a cycle as one procedure, and names it where the chain begins with it', () => {
    expect(find('max-depth', graphOf('a -> b -> a; b -> c -> d'), { max: 1 })).toEqual(['a b | b->c c->d']);
  });

  it('names the first procedure of the list where a missing one begins the chain', () => {
    expect(find('max-depth', graphOf('(gone) -> a -> b'), { max: 1 })).toEqual([
      'missing:gone a | missing:gone->a a->b',
    ]);
  });

  it('takes 30,000 chains into one of 30,000', () => {
    const chain = Array.from({ length: 30_000 }, (_, at) => [at, at + 1] as const);
    const starts = Array.from({ length: 30_000 }, (_, at) => [30_001 + at, 0] as const);
    expect(find('max-depth', numbered(60_001, [...chain, ...starts]), { max: 5 })).toHaveLength(30_000);
  });
});

describe('max-callers and max-callees', () => {
  const graph = graphOf('a -> hub; b -> hub; (gone) -> hub; hub -> hub; hub -> x; hub -> y');

  it('count the others', () => {
    expect(find('max-callers', graph, { max: 2 })).toEqual(['hub | ']);
    expect(find('max-callers', graph, { max: 3 })).toEqual([]);
    expect(find('max-callees', graph, { max: 1 })).toEqual(['hub | ']);
    expect(find('max-callees', graph, { max: 2 })).toEqual([]);
    expect(find('max-callees', graph, { max: 1, ignore: ['hub'] })).toEqual([]);
    expect(messages('max-callees', graph, { max: 1 })).toEqual([
      '"hub" (hub) calls 2 procedures, more than 1.',
    ]);
  });
});

describe('single-owner-share', () => {
  it('finds owners beyond the share', () => {
    const graph = graphOf('a; b; c; d', { a: { owner: 'Ann' }, b: { owner: 'ANN' }, c: { owner: 'Bob' } });
    expect(find('single-owner-share', graph)).toEqual([]);
    expect(find('single-owner-share', graph, { max: 0.4 })).toEqual(['a b | ']);
    expect(find('single-owner-share', graph, {}, { ignore: ['id:d'] })).toEqual(['a b | ']);
    expect(messages('single-owner-share', graph, { max: 0.2 })).toEqual([
      '"ANN" owns 2 of 4 procedures (50 %), more than 20 %.',
      '"Bob" owns 1 of 4 procedures (25 %), more than 20 %.',
    ]);
  });

  it('leaves alone who owns just that share, also where the share times the procedures is not exact', () => {
    const records = Array.from({ length: 100 }, (_, id) => ({
      id,
      name: `${id}`,
      owner: id < 29 ? 'Ann' : '',
    }));
    expect(find('single-owner-share', buildGraph(records), { max: 0.29 })).toEqual([]);
  });
});

describe('ignored procedures', () => {
  it('are spoken of by no rule', () => {
    const graph = smallOrganisation();
    const rules = Object.fromEntries(RULES.map(({ name }) => [name, 'error' as const]));
    for (const ignored of ['20', '30', '40', '50', '60', '70', '80', '81', 'missing:Lead Intake']) {
      const { violations } = checkRules(graph, { now: NOW, rules, ignore: [`id:${ignored}`] });
      expect(violations.length).toBeGreaterThan(3);
      expect([...violations].flatMap(({ procedures }) => procedures)).not.toContain(ignored);
    }
  });

  it('may be all there are', () => {
    const graph = smallOrganisation();
    const rules = Object.fromEntries(RULES.map(({ name }) => [name, 'error' as const]));
    expect(checkRules(graph, { now: NOW, rules, ignore: ['name:*'] }).violations.length).toBe(0);
    expect(checkRules(graphOf(''), { now: NOW, rules }).violations.length).toBe(0);
    expect(idsOf(graph, [0])).toEqual(['10']);
  });
});
