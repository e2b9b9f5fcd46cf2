import type { ProcedureKind } from '../data/procedure-kind.js';

export const STRIPE_WIDTH = 5;

/** A part of the stripe at a box's left edge: where it begins and how wide it is, from and to in shares of the height. */
interface StripePart {
  readonly x: number;
  readonly width: number;
  readonly from: number;
  readonly to: number;
}

const whole = (x: number, width: number): StripePart => ({ x, width, from: 0, to: 1 });
const piece = (from: number, to: number): StripePart => ({ x: 0, width: STRIPE_WIDTH, from, to });

/** Each kind has a shape of its own besides its colour, the same as the marks in the lists. */
export const STRIPE_PARTS: Readonly<Record<ProcedureKind, readonly StripePart[]>> = {
  process: [whole(0, STRIPE_WIDTH)],
  subprocess: [piece(0, 0.42), piece(0.58, 1)],
  task: [piece(0, 0.25), piece(0.375, 0.625), piece(0.75, 1)],
  instructions: [whole(0, 1.4), whole(STRIPE_WIDTH - 1.4, 1.4)],
  other: [whole(0, 2.2)],
};

/** The stripe as a picture that fills the height of its box. */
export function stripeImage(kind: ProcedureKind, color: string): string {
  const parts = STRIPE_PARTS[kind].map(
    ({ x, width, from, to }) =>
      `<rect x="${x}" y="${from * 100}" width="${width}" height="${(to - from) * 100}" fill="${color}"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${STRIPE_WIDTH * 2}" height="200" viewBox="0 0 ${STRIPE_WIDTH} 100" preserveAspectRatio="none">${parts.join('')}</svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
