import type { Procedure } from '@klarify-graph/core';
import { displayName } from '../data/text.js';

/** A procedure's name in its own writing direction. */
export function ProcedureName({ procedure }: { readonly procedure: Pick<Procedure, 'name'> }) {
  return <bdi class="name">{displayName(procedure)}</bdi>;
}
