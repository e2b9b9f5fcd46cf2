import { expect, it } from 'vitest';
import { generateOrganisation } from './index.js';

it('is deterministic and depends on the seed', () => {
  const options = { procedures: 500, seed: 7 };
  expect(generateOrganisation(options)).toEqual(generateOrganisation(options));
  expect(generateOrganisation({ ...options, seed: 8 })).not.toEqual(generateOrganisation(options));
  for (const procedures of [0, 1, 2, 3])
    expect(generateOrganisation({ procedures })).toHaveLength(procedures);
});

it('has unique names, but as many shared ones as asked for, and as many missing callers', () => {
  const unique = generateOrganisation({ procedures: 5_000 });
  expect(new Set(unique.map(({ name }) => name)).size).toBe(5_000);
  const ids = new Set(unique.map(({ id }) => id));
  const references = unique.flatMap(({ calledFrom, calledWithin }) => [...calledFrom!, ...calledWithin!]);
  expect(references.every((reference) => ids.has(Number(reference)))).toBe(true);

  const spoilt = generateOrganisation({ procedures: 5_000, sharedNames: 40, missing: 30 });
  expect(new Set(spoilt.map(({ name }) => name)).size).toBe(4_960);
  const absent = spoilt.flatMap(({ calledFrom }) => calledFrom!).filter((caller) => !ids.has(Number(caller)));
  expect(absent).toHaveLength(30);
});

it('has about the calls asked for, mostly forward, with a few cycles', () => {
  const organisation = generateOrganisation({ procedures: 2_000, callsPerProcedure: 3 });
  const calls = organisation.flatMap(({ id, calledFrom }) =>
    calledFrom!.map((caller) => [Number(caller), id]),
  );
  const backward = calls.filter(([caller, callee]) => caller! > callee!);
  expect(calls.length - backward.length).toBe(6_000);
  expect(backward.length).toBeGreaterThan(0);
  expect(backward.length).toBeLessThanOrEqual(4);
  for (const { type, calledFrom } of organisation) if (type === 'SUBPROCESS') expect(calledFrom).toEqual([]);
});

it('spreads types, statuses, owners and lanes, and is fast for 100,000', () => {
  const began = performance.now();
  const organisation = generateOrganisation({ procedures: 100_000 });
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(new Set(organisation.map(({ name }) => name)).size).toBe(100_000);
  expect(new Set(organisation.map(({ type }) => type)).size).toBe(4);
  expect(new Set(organisation.map(({ status }) => status)).size).toBe(3);
  expect(new Set(organisation.map(({ owner }) => owner?.id)).size).toBe(17);
  expect(new Set(organisation.map(({ lanes }) => lanes!.length)).size).toBe(5);
});
