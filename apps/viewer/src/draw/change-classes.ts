/** The classes of what differs from the earlier snapshot; each has a sign of its own beside its colour. */
export const CHANGE_CLASSES = {
  added: 'is-new',
  changed: 'is-changed',
  addedCall: 'new-call',
  removedCall: 'gone-call',
  /** A box that stands for the other end of a call that is gone. */
  ghost: 'ghost',
} as const;

/** The sign at the upper left corner of a box, as lines in a square of 24. */
export const CHANGE_SIGNS: Readonly<Record<'added' | 'changed', string>> = {
  added: 'M12 7v10M7 12h10',
  changed: 'M7.5 10h9M7.5 14.2h9M14 7.2l-4 9.8',
};
