import type { DiffOptions } from '../analysis/diff-snapshots.js';
import { isRawObject } from '../model/raw-fields.js';
import { type DiffReport, diffReport } from './diff-report.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import type { Subject } from './source.js';

/** What a graph document holds of an earlier snapshot, so that the view can show what changed since. */
export interface GraphChanges {
  readonly report: DiffReport;
  /** The changed procedures as they were. */
  readonly was: readonly ProcedureSummary[];
}

/** Compares the graph with an earlier one for {@link GraphChanges}; see `diffGraphs`. */
export function graphChanges(before: Subject, after: Subject, options?: DiffOptions): GraphChanges {
  const report = diffReport(before, after, options);
  return {
    // The document has its own diagnostics; twice they would only take room.
    report: { ...report, diagnostics: [] },
    was: report.procedures.changed.flatMap(({ id }) => {
      const node = before.graph.indexOf(id);
      return node === undefined ? [] : summarise(before.graph.procedures[node]!);
    }),
  };
}

/** True for what {@link graphChanges} made, as far as a look at its outline can tell. */
export function isGraphChanges(value: unknown): value is GraphChanges {
  if (!isRawObject(value) || !Array.isArray(value['was'])) return false;
  const { report } = value;
  return isRawObject(report) && report['command'] === 'diff' && isRawObject(report['procedures']);
}
