import { expect, test } from 'vitest';
import { countBeyond, shiftTowards } from './beyond.js';
import type { DrawnNode } from './drawing.js';

const box = (x: number, y: number, hasTarget = true): DrawnNode => ({
  key: `${x} ${y}`,
  x,
  y,
  width: 100,
  height: 40,
  label: '',
  classes: [],
  ...(hasTarget && { target: { kind: 'procedure', node: 0 } }),
});
const SIGHT = { pan: { x: 0, y: 0 }, zoom: 1, width: 800, height: 600 };

test('boxes count at each edge that their middle is beyond, headings at none', () => {
  const nodes = [box(-1, 300), box(801, 601), box(400, -40, false), box(400, 300)];
  expect(countBeyond(nodes, SIGHT)).toEqual({ left: 1, right: 1, top: 0, bottom: 1 });
});

test('zoom and pan are taken into account', () => {
  const sight = { ...SIGHT, zoom: 0.5, pan: { x: -250, y: 10 } };
  expect(countBeyond([box(400, 0), box(600, 0)], sight)).toEqual({ left: 1, right: 0, top: 0, bottom: 0 });
});

test('panning brings the farthest box to the edge, but moves no farther than most of what is in sight', () => {
  expect(shiftTowards([box(-100, 300)], SIGHT, 'left')).toEqual({ x: 174, y: 0 });
  expect(shiftTowards([box(900, 300), box(5000, 300)], SIGHT, 'right')).toEqual({ x: -640, y: 0 });
  expect(shiftTowards([box(400, 700)], SIGHT, 'bottom')).toEqual({ x: 0, y: -144 });
  expect(shiftTowards([box(400, 300)], SIGHT, 'top')).toEqual({ x: 0, y: 0 });
});
