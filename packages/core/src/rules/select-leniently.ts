import { KlarifyGraphError } from '../errors.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import type { Diagnostic } from '../model/procedure.js';
import { selectProcedures } from '../selection/select-procedures.js';

/**
 * Selects procedures for a configuration, which may name one that is gone: it matches nothing, and a diagnostic says so.
 */
export class LenientSelection {
  readonly diagnostics: Diagnostic[] = [];
  readonly #graph: ProcedureGraph;

  constructor(graph: ProcedureGraph) {
    this.#graph = graph;
  }

  /** Tells whether a procedure is missing. */
  isMissing(node: number): boolean {
    return this.#graph.procedures[node]!.missing;
  }

  /**
   * Tells which procedures the selectors match; none where there are none. `place` says where they stand.
   * @throws KlarifyGraphError `invalid-selector`, `ambiguous-procedure`. Cost: that of {@link selectProcedures}.
   */
  matcher(selectors: readonly string[], place: string): (node: number) => boolean {
    if (selectors.length === 0) return () => false;
    const matched = new Uint8Array(this.#graph.procedures.length);
    for (const selector of selectors) for (const node of this.#select(selector, place)) matched[node] = 1;
    return (node) => matched[node] === 1;
  }

  #select(selector: string, place: string): readonly number[] {
    try {
      return selectProcedures(this.#graph, [selector]);
    } catch (error) {
      if (!(error instanceof KlarifyGraphError) || error.code !== 'unknown-procedure') throw error;
      const message = `The configuration names "${selector}" in "${place}", which matches no procedure.`;
      if (!this.diagnostics.some((diagnostic) => diagnostic.message === message)) {
        this.diagnostics.push({ code: 'unmatched-selector', message });
      }
      return [];
    }
  }
}
