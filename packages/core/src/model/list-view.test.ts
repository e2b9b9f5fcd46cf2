import { describe, expect, it } from 'vitest';
import { ListView } from './list-view.js';

const squares = new ListView(5, (index) => ({ square: index * index }));
const ALL = [0, 1, 4, 9, 16].map((square) => ({ square }));

describe('a view of a list', () => {
  it('reads like the list', () => {
    expect(squares.length).toBe(5);
    expect([...squares]).toEqual(ALL);
    expect(squares.map(({ square }, index) => square - index)).toEqual([0, 0, 2, 6, 12]);
    expect(squares.filter(({ square }) => square % 2 === 0)).toEqual([ALL[0], ALL[2], ALL[4]]);
  });

  it('gives parts, and nothing beyond its ends', () => {
    expect(squares.slice()).toEqual(ALL);
    expect(squares.slice(1, 3)).toEqual(ALL.slice(1, 3));
    expect(squares.slice(-2, 1)).toEqual(ALL.slice(0, 1));
    expect(squares.slice(4, 100)).toEqual(ALL.slice(4));
    expect(squares.slice(5)).toEqual([]);
    expect(new ListView(0, () => 1).slice()).toEqual([]);
  });

  it('makes what is asked for, each time', () => {
    const asked: number[] = [];
    const view = new ListView(1000, (index) => asked.push(index));
    view.slice(2, 4);
    view.slice(3, 4);
    expect(asked).toEqual([2, 3, 3]);
  });

  it('is a list in JSON', () => {
    expect(JSON.stringify({ squares, none: ListView.of([]) })).toBe(
      JSON.stringify({ squares: ALL, none: [] }),
    );
    expect(JSON.stringify(ListView.of(ALL), null, 2)).toBe(JSON.stringify(ALL, null, 2));
  });
});
