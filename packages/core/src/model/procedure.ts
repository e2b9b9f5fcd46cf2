/** The API field that states a call: `called_from` is a call, `called_within` is containment. */
export type CallKind = 'called_from' | 'called_within';

/** One process model, subprocess, task or task instruction, as every analysis and view sees it. */
export interface Procedure {
  /** Always a string here, also when the API sends an integer. */
  readonly id: string;
  /** Empty when the API sends no string. */
  readonly name: string;
  readonly type: string | null;
  /** As received; compare without regard to case. */
  readonly status: string | null;
  /** The display name (dialect A) or the position's job title (dialect B). */
  readonly owner: string | null;
  readonly performers: readonly string[];
  /** Nested lanes flattened, outermost first. */
  readonly lanes: readonly string[];
  readonly url: string | null;
  /** ISO 8601, as received. */
  readonly updatedAt: string | null;
  readonly firstPublishedAt: string | null;
  /** True for the stand-in of a procedure that others reference but the list does not hold. */
  readonly missing: boolean;
}

/** A caller or parent as a record names it: by id when it carries one, else by name alone. */
export interface Reference {
  readonly id: string | null;
  readonly name: string | null;
  readonly kind: CallKind;
}

/** A procedure together with the references its record holds; they point at its callers and parents. */
export interface ProcedureRecord {
  readonly procedure: Procedure;
  readonly references: readonly Reference[];
}

export type DiagnosticCode =
  | 'missing-reference'
  | 'ambiguous-reference'
  | 'ambiguous-name'
  | 'inexact-reference'
  | 'duplicate-id'
  | 'invalid-record'
  | 'invalid-field'
  | 'incomplete-snapshot'
  | 'unreadable-total'
  | 'incremental-snapshot'
  | 'unmatched-entry-point'
  | 'unmatched-selector'
  | 'unused-acceptance';

/** Something about the data that a reader of the answer should know. It never stops an analysis. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly message: string;
  /** The procedure whose record it is about, where there is one. */
  readonly procedureId?: string;
}
