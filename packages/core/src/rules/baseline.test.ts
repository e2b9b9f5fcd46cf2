import { describe, expect, it } from 'vitest';
import { graphOf } from '../testing/draw.js';
import { baselineOf, formatBaseline, parseBaseline, staleEntries } from './baseline.js';
import { checkRules } from './check-rules.js';

const graph = graphOf('a -> b -> a; lone; (gone) -> lone');
const violations = [...checkRules(graph, { now: 0 }).violations];
const entries = baselineOf(violations, graph);

describe('a baseline', () => {
  it('is sorted by fingerprint, one entry a line, without the ids of missing procedures', () => {
    const lines = formatBaseline(entries).split('\n').slice(3, -3);
    expect(lines).toHaveLength(violations.length);
    const found = lines.map((line) => /"fingerprint":"([0-9a-f]{32})"/.exec(line)?.[1] ?? '');
    expect(found).toEqual([...found].sort());
    expect(formatBaseline(entries)).not.toContain('missing:');
  });

  it('is read as it was written', () => {
    expect(parseBaseline(formatBaseline(entries), 'x')).toEqual(entries);
    expect(parseBaseline(`\ufeff${formatBaseline([])}`, 'x')).toEqual([]);
  });

  it('is byte for byte the same after a rename', () => {
    const names = { a: { name: 'Zeta' }, lone: { name: 'Alpha' }, gone: { name: 'Away' } };
    const renamed = graphOf('a -> b -> a; lone; (gone) -> lone', names);
    const again = checkRules(renamed, { now: 0 }).violations;
    expect(formatBaseline(baselineOf(again, renamed))).toBe(formatBaseline(entries));
  });

  it('names at most 20 procedures of a violation', () => {
    const ring = Array.from({ length: 40 }, (_, at) => `n${at} -> n${(at + 1) % 40}`).join(';');
    const large = graphOf(ring);
    const [entry] = baselineOf(
      checkRules(large, { now: 0, rules: { 'no-orphans': 'off', 'no-unowned': 'off' } }).violations,
      large,
    );
    expect(entry?.procedures).toHaveLength(20);
  });

  it.each([
    ['', 'it is not JSON'],
    ['{\n<<<<<<< ours\n}', 'wrong: it holds marks of a merge conflict, from line 2 on. Mend it'],
    ['{\n  x\n}', /it is not JSON \([^\n]+\)/],
    ['[]', 'it has no list "violations"'],
    ['{"schemaVersion":2,"violations":[]}', 'its schemaVersion is 2, not 1'],
    ['{"schemaVersion":1,"violations":[{"rule":"x"}]}', 'violations[0] has no fingerprint'],
  ])('names the file and what is wrong with %j', (text, what) => {
    expect(() => parseBaseline(text, 'base.json')).toThrow(what);
    expect(() => parseBaseline(text, 'base.json')).toThrow('base.json');
  });

  it('tells which entries no longer occur, each once', () => {
    const gone = { fingerprint: 'f', rule: 'no-cycles', procedures: ['1'] };
    expect(staleEntries([...entries, gone, gone], violations)).toEqual([gone]);
    expect(staleEntries(entries, [])).toEqual(entries);
  });
});
