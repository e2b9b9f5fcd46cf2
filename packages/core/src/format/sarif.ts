import type { CheckReport } from '../report/check-report.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { Violation } from '../rules/violations.js';
import { incompleteNotes, procedureLookup } from './check-blocks.js';
import { linkable, shownName, wellFormed } from './escape.js';
import { formatJson } from './json.js';

const LEVELS = { error: 'error', warn: 'warning', info: 'note' } as const;

/** The file that results point at where there is no configuration: code scanning wants one for each. */
const NO_CONFIGURATION = 'klarify-graph.config.json';

/** Results in a file beyond which code scanning refuses it, and of which it shows the worst; see GitHub's documentation. */
const REFUSED_BEYOND = 25_000;
const SHOWN_OF_RESULTS = 5_000;

/** What code scanning will not take of a check, which is written whole: the file is for other readers as well. */
export function sarifLimitNotes({ violations, accepted }: CheckReport): readonly string[] {
  const results = violations.length + accepted.length;
  if (results <= SHOWN_OF_RESULTS) return [];
  const what =
    results > REFUSED_BEYOND
      ? `refuses a file of more than ${REFUSED_BEYOND}`
      : `shows ${SHOWN_OF_RESULTS} of them, the worst first`;
  return [
    `The SARIF holds all ${results} results, and GitHub's code scanning ${what}. Fewer rules, or \`ignore\`, make it smaller.`,
  ];
}

/**
 * A check as SARIF 2.1.0. A result stands at its procedures as logical locations and, because code scanning wants a
 * file, at the configuration. Known violations are `unchanged`, accepted ones suppressed.
 */
export function formatSarif(report: CheckReport): string {
  const procedures = procedureLookup(report);
  const ruleIndex = new Map(report.rules.map(({ name }, index) => [name, index]));
  const uri = encodeURI(wellFormed(report.configuration ?? NO_CONFIGURATION));
  const resultOf = (violation: Omit<Violation, 'known'>, baselineState: 'new' | 'unchanged') => ({
    ruleId: wellFormed(violation.rule),
    ruleIndex: ruleIndex.get(violation.rule) ?? -1,
    level: LEVELS[violation.severity],
    message: { text: messageText(violation.message) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
        ...(violation.procedures.length > 0 && {
          logicalLocations: violation.procedures
            .slice(0, SHOWN_LOCATIONS)
            .map((id) => locationOf(id, procedures)),
        }),
      },
    ],
    partialFingerprints: { 'klarifyGraph/v1': violation.fingerprint },
    baselineState,
  });
  return formatJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'klarify-graph',
            rules: report.rules.map(({ name, description, severity }) => ({
              id: wellFormed(name),
              shortDescription: { text: messageText(description) },
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        invocations: [invocationOf(report)],
        results: [
          ...report.violations.map(({ known, ...violation }) =>
            resultOf(violation, known ? 'unchanged' : 'new'),
          ),
          ...report.accepted.map((violation) => ({
            ...resultOf(violation, 'unchanged'),
            suppressions: [
              { kind: 'external', status: 'accepted', justification: justificationOf(violation) },
            ],
          })),
        ],
        columnKind: 'utf16CodeUnits',
      },
    ],
  });
}

/** Results on incomplete data are those of a run that failed, not of one that found nothing. */
function invocationOf(report: CheckReport) {
  const incomplete = incompleteNotes(report);
  const notifications = [
    ...incomplete.map((text) => ({ level: 'error', message: { text } })),
    ...sarifLimitNotes(report).map((text) => ({ level: 'warning', message: { text } })),
  ];
  return {
    executionSuccessful: incomplete.length === 0,
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}

/** Locations of one result: a cycle may be as large as the organisation. */
const SHOWN_LOCATIONS = 50;

function locationOf(id: string, procedures: ReadonlyMap<string, ProcedureSummary>) {
  const procedure = procedures.get(id);
  const url = linkable(procedure?.url ?? null);
  return {
    name: wellFormed(shownName(procedure?.name ?? id)),
    fullyQualifiedName: wellFormed(id),
    kind: 'procedure',
    ...(url !== null && { properties: { url } }),
  };
}

/** Braces are doubled: single ones stand for arguments in messages of SARIF. */
function messageText(text: string): string {
  return wellFormed(text).replace(/[{}]/g, '$&$&');
}

function justificationOf({ reason, approvedBy, expires }: CheckReport['accepted'][number]): string {
  const who = approvedBy === null ? '' : ` (${approvedBy})`;
  return wellFormed(`${reason}${who}${expires === null ? '' : `, until ${expires}`}`);
}
