import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../testing/draw.js';
import { randomGraph } from '../testing/random-graphs.js';
import { RULES } from './all-rules.js';
import { checkRules } from './check-rules.js';
import { NearestTargets } from './nearest-targets.js';
import type { Relation } from './relation.js';

const ONLY = Object.fromEntries(RULES.map(({ name }) => [name, 'off' as const]));

function check(
  graph: ReturnType<typeof graphOf>,
  relation: Partial<Relation> & Pick<Relation, 'from' | 'to'>,
  ignore: readonly string[] = [],
) {
  const relations: Relation[] = [
    {
      name: 'r',
      severity: 'error',
      reachable: false,
      comment: undefined,
      required: undefined,
      allowed: relation.required === undefined ? false : undefined,
      ...relation,
    },
  ];
  return [...checkRules(graph, { now: 0, rules: ONLY, relations, ignore }).violations];
}

function shown(violations: ReturnType<typeof check>) {
  return violations.map(
    ({ procedures, calls }) =>
      `${procedures.join(' ')} | ${calls.map(({ caller, callee }) => `${caller}->${callee}`).join(' ')}`,
  );
}

const FINANCE = { a: { lanes: ['Finance'] }, b: { lanes: ['Finance'] } };

describe('a forbidden relation', () => {
  const graph = graphOf('a -> x; a -> d; b -> y -> d; y -> e', {
    ...FINANCE,
    d: { status: 'DRAFT' },
    e: { status: 'draft' },
  });
  const relation = { from: ['lane:finance'], to: ['status:draft'] };

  it('finds each direct call', () => {
    expect(shown(check(graph, relation))).toEqual(['a d | a->d']);
    expect(check(graph, relation)[0]).toMatchObject({
      rule: 'r',
      message: '"a" (a) calls "d" (d), which it must not.',
    });
  });

  it('finds, when reachable, each caller with its nearest target', () => {
    expect(shown(check(graph, { ...relation, reachable: true }))).toEqual(['a d | a->d', 'b d | b->y y->d']);
    expect(check(graph, { ...relation, reachable: true, comment: 'Drafts may go.' })[1]?.message).toBe(
      '"b" (b) reaches "d" (d), which it must not: "b" (b) → "y" (y) → "d" (d). Drafts may go.',
    );
  });

  it('passes through ignored procedures but does not end at them', () => {
    expect(shown(check(graph, { ...relation, reachable: true }, ['y', 'd']))).toEqual(['b e | b->y y->e']);
    expect(check(graph, { ...relation, reachable: true }, ['status:draft'])).toEqual([]);
  });

  it('takes a self-call for a call, but a procedure does not reach itself', () => {
    const ring = graphOf('a -> b -> a; c -> c');
    expect(shown(check(ring, { from: ['name:*'], to: ['id:c', 'id:a'] }))).toEqual([
      'b a | b->a',
      'c | c->c',
    ]);
    expect(shown(check(ring, { from: ['name:*'], to: ['id:c', 'id:a'], reachable: true }))).toEqual([
      'b a | b->a',
    ]);
  });

  it('can be off', () => {
    expect(check(graph, { ...relation, severity: 'off' })).toEqual([]);
  });
});

describe('a required relation', () => {
  const graph = graphOf('a -> x -> audit; b -> audit; (gone) -> a', FINANCE);

  it('finds who calls, or reaches, none', () => {
    const relation = { from: ['lane:finance', 'id:x'], to: ['audit'], required: true as const };
    expect(shown(check(graph, relation))).toEqual(['a | ']);
    expect(shown(check(graph, { ...relation, reachable: true }))).toEqual([]);
    expect(shown(check(graph, { ...relation, to: ['id:nothing'], reachable: true }))).toEqual([
      'a | ',
      'b | ',
      'x | ',
    ]);
  });

  it('requires nothing of missing procedures, nor of a target itself that reaches no other', () => {
    const relation = { from: ['name:*'], to: ['audit'], required: true as const, reachable: true };
    expect(shown(check(graph, relation))).toEqual(['audit | ']);
  });
});

describe('NearestTargets', () => {
  it('agrees with a search from each procedure', () => {
    fc.assert(
      fc.property(randomGraph(8), fc.array(fc.nat(9), { maxLength: 5 }), ({ graph, calls }, picks) => {
        const size = graph.procedures.length;
        const targets = [...new Set(picks.filter((pick) => pick < size))];
        const nearest = new NearestTargets(graph, targets);
        for (let from = 0; from < size; from++) {
          const distances = new Map([[from, 0]]);
          for (const [node, distance] of distances) {
            for (const { caller, callee } of calls) {
              if (caller === node && !distances.has(callee)) distances.set(callee, distance + 1);
            }
          }
          const [best] = targets
            .filter((target) => target !== from && distances.has(target))
            .sort(
              (a, b) =>
                distances.get(a)! - distances.get(b)! ||
                (graph.procedures[a]!.id < graph.procedures[b]!.id ? -1 : 1),
            );
          expect(nearest.nearestOf(from)?.node).toBe(best);
          const chain = nearest.chainOf(from);
          if (best === undefined) expect(chain).toEqual([]);
          else {
            expect(chain).toHaveLength(distances.get(best)! + 1);
            expect([chain[0], chain.at(-1)]).toEqual([from, best]);
            for (const [at, callee] of chain.slice(1).entries()) {
              expect(calls.some((call) => call.caller === chain[at] && call.callee === callee)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('names the place of a selector that names a procedure which is gone', () => {
  const relation = { name: 'r', severity: 'error', reachable: false, to: ['id:a'], allowed: false } as const;
  const rest = { comment: undefined, required: undefined, from: ['No Such Procedure'] };
  const { diagnostics } = checkRules(graphOf('a'), {
    now: 0,
    rules: { 'no-unowned': ['warn', { ignore: ['Nor This'] }] },
    relations: [{ ...relation, ...rest }],
  });
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'The configuration names "Nor This" in "rules", which matches no procedure.',
    'The configuration names "No Such Procedure" in "relations", which matches no procedure.',
  ]);
});
