import { describe, expect, it } from 'vitest';
import { diagnosticsOf } from '../testing/draw.js';
import { parseRecords } from './parse-records.js';

describe('the same id twice', () => {
  const early = { id: 'x', name: 'early', updated_at: '2024-01-01T00:00:00Z' };
  const late = { id: 'x', name: 'late', updated_at: '2024-01-02T00:00:00Z' };
  const nameOf = (raw: readonly unknown[]) =>
    parseRecords(raw).records.map(({ procedure }) => procedure.name);

  it('counts the record with the later updated_at, wherever it stands', () => {
    expect(nameOf([early, late])).toEqual(['late']);
    expect(nameOf([late, early])).toEqual(['late']);
    expect(nameOf([early, late, { ...early, name: 'again' }])).toEqual(['late']);
  });

  it('compares moments, not texts', () => {
    const east = { id: 'x', name: 'east', updated_at: '2024-01-02T00:30:00+05:00' };
    const utc = { id: 'x', name: 'utc', updated_at: '2024-01-01T23:00:00Z' };
    expect(nameOf([utc, east])).toEqual(['utc']);
  });

  it.each([
    ['a tie', early.updated_at, early.updated_at],
    ['the first unreadable', 'yesterday', late.updated_at],
    ['the second unreadable', late.updated_at, 'yesterday'],
    ['the second absent', late.updated_at, undefined],
    ['both of a wrong type', 1, 2],
  ])('counts the later in the list on %s', (_, first, second) => {
    const raw = [
      { id: 'x', name: 'first', updated_at: first },
      { id: 'x', name: 'second', updated_at: second },
    ];
    expect(nameOf(raw)).toEqual(['second']);
  });

  it('takes the integer and the string for one id', () => {
    expect(
      nameOf([
        { ...early, id: 7 },
        { ...late, id: '7' },
      ]),
    ).toEqual(['late']);
  });

  it('says duplicate-id when the two differ, and nothing when they are equal', () => {
    expect(diagnosticsOf(parseRecords([early, late]))).toEqual(['duplicate-id x']);
    expect(diagnosticsOf(parseRecords([early, { ...early }]))).toEqual([]);
    const turned = { updated_at: early.updated_at, name: early.name, id: 'x' };
    expect(diagnosticsOf(parseRecords([early, turned]))).toEqual([]);
  });

  it('sees a difference in unknown and nested fields', () => {
    const withLane = (name: string) => ({ ...early, extra: { deep: [{ name }] } });
    expect(diagnosticsOf(parseRecords([withLane('a'), withLane('b')]))).toEqual(['duplicate-id x']);
    expect(diagnosticsOf(parseRecords([withLane('a'), withLane('a')]))).toEqual([]);
  });

  it('keeps one record per hostile id', () => {
    const twice = ['__proto__', 'constructor'].flatMap((id) => [{ id }, { id }]);
    expect(parseRecords(twice).records.map(({ procedure }) => procedure.id)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});
