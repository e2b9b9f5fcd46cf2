import { describe, expect, test } from 'vitest';
import type { Drawing, DrawnEdge, DrawnNode } from './drawing.js';
import { type Step, stepFrom } from './walk-drawing.js';

const box = (key: string, x: number, y: number): DrawnNode => ({
  key,
  x,
  y,
  width: 100,
  height: 40,
  label: key,
  classes: [],
  target: { kind: 'procedure', node: 0 },
});
const tile = (key: string, x: number, y: number): DrawnNode => ({
  ...box(key, x, y),
  target: { kind: 'column', place: { side: 'callees', distance: 1 }, action: 'expand' },
});
const call = (source: string, target: string, ...classes: string[]): DrawnEdge => ({
  key: `${source}>${target}`,
  source,
  target,
  classes,
});

const RIGHT: Step = { dx: 1, dy: 0 };
const LEFT: Step = { dx: -1, dy: 0 };
const DOWN: Step = { dx: 0, dy: 1 };
const UP: Step = { dx: 0, dy: -1 };

/** Two callees and a tile right of the middle; only the lower one calls farther, to a box level with the upper one. */
const COLUMNS: Drawing = {
  nodes: [
    box('middle', 0, 0),
    box('upper', 200, -50),
    box('lower', 200, 0),
    tile('tile', 200, 50),
    box('far', 400, -50),
  ],
  edges: [
    call('middle', 'upper'),
    call('middle', 'lower'),
    call('lower', 'far'),
    call('far', 'upper', 'backward'),
    call('middle', 'middle', 'self'),
  ],
  readsAlongCalls: true,
};

describe('arrow keys where calls read from left to right', () => {
  test.each([
    ['right follows a call, the nearest row first', 'middle', RIGHT, 'lower'],
    ['left goes back along it', 'lower', LEFT, 'middle'],
    ['right leads nowhere where nothing is called, though a box stands there', 'upper', RIGHT, undefined],
    ['not against the reading direction', 'upper', LEFT, 'middle'],
    ['down stays in the column', 'upper', DOWN, 'lower'],
    ['down reaches the tile below', 'lower', DOWN, 'tile'],
    ['up ends at the top', 'upper', UP, undefined],
    ['a tile leads to the nearest box', 'tile', LEFT, 'middle'],
    ['from a box that is not drawn nowhere', 'nobody', LEFT, undefined],
  ])('%s', (_, from, step, to) => {
    expect(stepFrom(COLUMNS, from, step)).toBe(to);
  });
});

test('elsewhere they lead to the nearest box on that side', () => {
  const ring: Drawing = { nodes: [box('a', 0, 0), box('b', 200, 30), box('c', 150, 300)], edges: [] };
  expect(stepFrom(ring, 'a', RIGHT)).toBe('b');
  expect(stepFrom(ring, 'a', DOWN)).toBe('b');
  expect(stepFrom(ring, 'c', UP)).toBe('b');
});
