/** Two arrows in a ring, in a square of 24. */
export const CYCLE_ARROWS =
  'M16.6 10.6A4.8 4.8 0 0 0 8 9.5M7.4 13.4A4.8 4.8 0 0 0 16 14.5M8 7v2.5h2.5M16 17v-2.5h-2.5';
