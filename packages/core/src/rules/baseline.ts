import { KlarifyGraphError } from '../errors.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { isRawObject } from '../model/raw-fields.js';
import { compareFingerprints } from './fingerprint.js';
import type { Violation } from './violations.js';

/** A violation that is known. Rule and procedures are there for people; the fingerprint alone decides. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly procedures: readonly string[];
}

/** Ids that an entry names at most: a cycle may be as large as the organisation. */
const NAMED_IDS = 20;

const VERSION = 1;

/** The entries of a baseline for violations in this graph, sorted by fingerprint. Cost: O(n log n). */
export function baselineOf(violations: Iterable<Violation>, graph: ProcedureGraph): readonly BaselineEntry[] {
  // The id of a missing procedure is made of its name, which a baseline does not hang on.
  const isListed = (id: string) => graph.procedures[graph.indexOf(id) ?? -1]?.missing === false;
  return Array.from(violations, ({ fingerprint, rule, procedures }) => ({
    fingerprint,
    rule,
    procedures: procedures.filter(isListed).sort().slice(0, NAMED_IDS),
  })).sort(compareFingerprints);
}

/** A baseline as a file: one entry a line, so that branches merge. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schemaVersion": ${VERSION},\n  "violations": ${list}\n}\n`;
}

/**
 * Reads a baseline file. `where` names it in errors.
 * @throws KlarifyGraphError `invalid-config` where it is no baseline, or a newer one than this version can read.
 */
export function parseBaseline(text: string, where: string): readonly BaselineEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const conflict = text.split('\n').findIndex((line) => /^(<{7}|={7}|>{7})/.test(line));
    if (conflict !== -1)
      throw wrong(where, `it holds marks of a merge conflict, from line ${conflict + 1} on.`);
    // The engine shows the text around the fault, which may be several lines.
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
    throw wrong(where, `it is not JSON (${reason}).`);
  }
  if (!isRawObject(value) || !Array.isArray(value['violations']))
    throw wrong(where, 'it has no list "violations".');
  if (value['schemaVersion'] !== VERSION) {
    throw wrong(where, `its schemaVersion is ${JSON.stringify(value['schemaVersion'])}, not ${VERSION}.`);
  }
  return value['violations'].map((entry: unknown, index) => {
    if (!isRawObject(entry) || typeof entry['fingerprint'] !== 'string') {
      throw wrong(where, `violations[${index}] has no fingerprint.`);
    }
    const procedures: unknown = entry['procedures'];
    return {
      fingerprint: entry['fingerprint'],
      rule: typeof entry['rule'] === 'string' ? entry['rule'] : '',
      procedures: Array.isArray(procedures) ? procedures.filter((id) => typeof id === 'string') : [],
    };
  });
}

function wrong(where: string, what: string): KlarifyGraphError {
  return new KlarifyGraphError(
    'invalid-config',
    `The baseline ${where} is wrong: ${what} Mend it, or write it anew with \`check --update-baseline\`.`,
  );
}

/** The entries that none of the violations matches any more, each fingerprint once. Cost: O(n). */
export function staleEntries(
  entries: readonly BaselineEntry[],
  violations: readonly Violation[],
): readonly BaselineEntry[] {
  if (entries.length === 0) return [];
  const occurring = new Set(violations.map(({ fingerprint }) => fingerprint));
  const stale = new Map<string, BaselineEntry>();
  for (const entry of entries) if (!occurring.has(entry.fingerprint)) stale.set(entry.fingerprint, entry);
  return [...stale.values()].sort(compareFingerprints);
}
