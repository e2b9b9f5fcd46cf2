import type { Procedure } from '@klarify-graph/core';

/** The types the views tell apart; every other counts as `other`. */
export type ProcedureKind = 'process' | 'subprocess' | 'task' | 'instructions' | 'other';

const KIND_OF_TYPE: ReadonlyMap<string, ProcedureKind> = new Map([
  ['PROCESS_MODEL', 'process'],
  ['SUBPROCESS', 'subprocess'],
  ['TASK', 'task'],
  ['TASK_INSTRUCTIONS', 'instructions'],
]);

export function kindOf({ type }: Pick<Procedure, 'type'>): ProcedureKind {
  return (type === null ? undefined : KIND_OF_TYPE.get(type.toUpperCase())) ?? 'other';
}

export const KIND_NAMES: readonly (readonly [ProcedureKind, string])[] = [
  ['process', 'Process model'],
  ['subprocess', 'Subprocess'],
  ['task', 'Task'],
  ['instructions', 'Task instructions'],
  ['other', 'Other'],
];
