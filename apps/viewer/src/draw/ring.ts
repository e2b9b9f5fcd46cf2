interface Point {
  readonly x: number;
  readonly y: number;
}

const COLUMN_STEP = 236;
const ROW_STEP = 76;
const MOST_ON_ELLIPSE = 10;

/** Places for `count` boxes, clockwise from the top, that do not overlap. */
export function ringPoints(count: number): readonly Point[] {
  if (count === 1) return [{ x: 0, y: 0 }];
  if (count === 2) return [-1, 1].map((way) => ({ x: (way * (COLUMN_STEP + 70)) / 2, y: 0 }));
  return count <= MOST_ON_ELLIPSE ? ellipsePoints(count) : rectanglePoints(count);
}

function ellipsePoints(count: number): readonly Point[] {
  const radiusX = 170 + 18 * count;
  const radiusY = 80 + 24 * count;
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    return { x: Math.round(radiusX * Math.cos(angle)), y: Math.round(radiusY * Math.sin(angle)) };
  });
}

/** Along the top, down the right, back along the bottom, up the left. */
function rectanglePoints(count: number): readonly Point[] {
  const across = Math.min(4, Math.ceil(count / 4) + 1);
  const down = Math.ceil((count - 2 * across) / 2);
  const right = (across - 1) * COLUMN_STEP;
  const bottom = (down + 1) * ROW_STEP;
  const places = [
    ...Array.from({ length: across }, (_, i) => ({ x: i * COLUMN_STEP, y: 0 })),
    ...Array.from({ length: down }, (_, i) => ({ x: right, y: (i + 1) * ROW_STEP })),
    ...Array.from({ length: across }, (_, i) => ({ x: right - i * COLUMN_STEP, y: bottom })),
    ...Array.from({ length: down }, (_, i) => ({ x: 0, y: bottom - (i + 1) * ROW_STEP })),
  ];
  return places.slice(0, count);
}
