import type { Procedure } from '../model/procedure.js';

/** A procedure as every JSON document shows it. */
export interface ProcedureSummary {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly status: string | null;
  readonly owner: string | null;
  readonly lanes: readonly string[];
  readonly url: string | null;
  readonly missing: boolean;
}

/** A procedure as a document shows it, a missing one like any other. Never throws. Cost: O(1). */
export function summarise(procedure: Procedure): ProcedureSummary {
  const { id, name, type, status, owner, lanes, url, missing } = procedure;
  return { id, name, type, status, owner, lanes, url, missing };
}
