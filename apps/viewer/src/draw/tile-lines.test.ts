import { expect, test } from 'vitest';
import { drawTileLines, MOST_LINES, type TileBox } from './tile-lines.js';

const at = (left: number, top: number): TileBox => ({ left, top, width: 100, height: 60 });
const endsOf = (path: string) => {
  const [x1, y1, , , x2, y2] = path.match(/-?[\d.]+/g)!.map(Number);
  return { from: [x1!, y1!], to: [x2!, y2!] };
};

test('a line leads from border to border, in the direction of the calls', () => {
  const [out, into] = drawTileLines(at(0, 0), [
    { name: 'right', direction: 'out', count: 4, box: at(300, 0) },
    { name: 'right', direction: 'into', count: 1, box: at(300, 0) },
  ]).map(({ path }) => endsOf(path));
  expect([out!.from[0], out!.to[0]]).toEqual([100, 300]);
  expect([into!.from[0], into!.to[0]]).toEqual([300, 100]);
  // Apart from each other.
  expect(out!.from[1]).not.toBe(into!.to[1]);
});

test('more calls make a wider line, and only so many lines are drawn, those with most calls', () => {
  const calls = Array.from({ length: MOST_LINES + 8 }, (_, index) => ({
    name: String(index),
    direction: 'out' as const,
    count: index + 1,
    box: at(300, index * 80),
  }));
  const lines = drawTileLines(at(0, 0), calls);
  expect(lines).toHaveLength(MOST_LINES);
  expect(lines.map(({ count }) => count)).toEqual(
    calls
      .slice(8)
      .map(({ count }) => count)
      .reverse(),
  );
  expect(lines.at(-1)!.width).toBeLessThan(lines[0]!.width);
});

test('no lines without calls', () => {
  expect(drawTileLines(at(0, 0), [])).toEqual([]);
});
