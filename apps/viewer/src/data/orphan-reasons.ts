import type { OrphanReason } from '@klarify-graph/core';

/** The reasons in the order in which they are tried, and what they mean to a reader. */
export const ORPHAN_REASONS: readonly {
  readonly reason: OrphanReason;
  readonly title: string;
  readonly meaning: string;
}[] = [
  { reason: 'isolated', title: 'Isolated', meaning: 'No call joins it to any other procedure.' },
  { reason: 'uncalled', title: 'Uncalled', meaning: 'Nothing calls it, and it is not an entry point.' },
  {
    reason: 'unreachable',
    title: 'Unreachable',
    meaning:
      'It has callers, but no entry point leads to it: a closed ring, or only missing procedures call it.',
  },
];
