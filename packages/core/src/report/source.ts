import type { ProcedureGraph } from '../graph/procedure-graph.js';
import type { Diagnostic } from '../model/procedure.js';

/** Where the data of an answer comes from. */
export interface Source {
  readonly kind: 'api' | 'snapshot' | 'sample';
  /** ISO 8601 UTC with milliseconds; `null` when the file does not say. */
  readonly fetchedAt: string | null;
  /** False when the sync could not prove that nothing was missed. */
  readonly complete: boolean;
  /** Procedures after duplicates, missing ones excluded. */
  readonly procedures: number;
  /** How it was fetched, where that is known. */
  readonly mode?: 'full' | 'incremental';
  /** When everything was last pulled, where the mode is `incremental`. */
  readonly fullSyncAt?: string;
}

/** What every JSON document begins with. */
export interface Envelope<Command extends string> {
  readonly schemaVersion: 1;
  readonly command: Command;
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/** The graph of an answer and where it comes from: what every report is made of. */
export interface Subject {
  readonly graph: ProcedureGraph;
  readonly source: Source;
  /** What to tell the reader, beyond the diagnostics of the graph. */
  readonly diagnostics?: readonly Diagnostic[];
}

/** The head of a document about the subject; what it says of the data as a whole comes first. Never throws. */
export function envelope<Command extends string>(subject: Subject, command: Command): Envelope<Command> {
  return {
    schemaVersion: 1,
    command,
    source: subject.source,
    diagnostics: [...(subject.diagnostics ?? []), ...subject.graph.diagnostics],
  };
}
