import { countOf } from '../model/text.js';
import type { AcceptedSummary, CheckReport } from '../report/check-report.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { Violation } from '../rules/violations.js';
import { type Block, heading, line } from './blocks.js';
import { shownName } from './escape.js';

/** What a rule found, new violations apart from known ones. */
export interface RuleGroup<Item = Violation> {
  readonly rule: string;
  readonly description: string;
  readonly severity: Violation['severity'];
  readonly fresh: readonly Item[];
  readonly known: readonly Item[];
}

const NOUNS = { error: 'error', warn: 'warning', info: 'note' } as const;

/** "2 errors, 1 warning; 3 known, 1 accepted, 1 stale entry in the baseline"; says as well when the data is incomplete. */
export function summaryOf(report: CheckReport): string {
  const { summary } = report;
  const fresh = (['error', 'warn', 'info'] as const)
    .filter((severity) => summary[severity] > 0)
    .map((severity) => countOf(summary[severity], NOUNS[severity]));
  const rest = [
    ...(summary.known > 0 ? [`${summary.known} known`] : []),
    ...(summary.accepted > 0 ? [`${summary.accepted} accepted`] : []),
    ...(summary.stale > 0
      ? [`${countOf(summary.stale, 'stale entry', 'stale entries')} in the baseline`]
      : []),
  ];
  const found =
    fresh.length === 0 ? (summary.known > 0 ? 'No new violations' : 'No violations') : fresh.join(', ');
  const all = rest.length === 0 ? found : `${found}; ${rest.join(', ')}`;
  return isIncomplete(report) ? `Not passed, because incomplete. In what there is: ${all}` : all;
}

/** Tells whether one of the snapshots is incomplete, so that the check has not passed whatever it found. */
function isIncomplete({ source, since }: CheckReport): boolean {
  return !source.complete || since?.complete === false;
}

/** Why a check has not passed whatever it found, where that is so. */
export function incompleteNotes(report: CheckReport): readonly string[] {
  if (!isIncomplete(report)) return [];
  const which = report.source.complete ? 'The earlier snapshot' : 'The snapshot';
  return [`${which} is incomplete: what is not in it was not checked, so the check has not passed.`];
}

/** The rules that have violations, in the order of the violations. */
export function groupByRule(report: CheckReport): readonly RuleGroup[] {
  return groupItems(report, (violation) => violation);
}

/** The same with what is to be kept of each violation: there may be very many. */
function groupItems<Item>(
  { violations, rules }: CheckReport,
  itemOf: (violation: Violation) => Item,
): readonly RuleGroup<Item>[] {
  const groups = new Map<string, { severity: Violation['severity']; fresh: Item[]; known: Item[] }>();
  for (const violation of violations) {
    const { rule, severity, known } = violation;
    let group = groups.get(rule);
    if (group === undefined) {
      group = { severity, fresh: [], known: [] };
      groups.set(rule, group);
    }
    group[known ? 'known' : 'fresh'].push(itemOf(violation));
  }
  return Array.from(groups, ([rule, group]) => ({
    rule,
    description: rules.find(({ name }) => name === rule)?.description ?? '',
    ...group,
  }));
}

/** "no-cycles: 2 errors, 1 known". */
export function groupTitle({ rule, severity, fresh, known }: RuleGroup<unknown>): string {
  const counts = [
    ...(fresh.length > 0 ? [countOf(fresh.length, NOUNS[severity])] : []),
    ...(known.length > 0 ? [`${known.length} known`] : []),
  ];
  return `${rule}: ${counts.join(', ')}`;
}

/** Says what a check found, for a terminal. */
export function checkBlocks(report: CheckReport): readonly Block[] {
  return [
    ...groupItems(report, ({ message }) => message).flatMap((group) => [
      heading(2, groupTitle(group)),
      line(group.description),
      {
        kind: 'list' as const,
        items: [...group.fresh, ...group.known.map((message) => `${message} (known)`)],
      },
    ]),
    ...acceptedBlocks(report),
    ...staleBlocks(report),
    ...incompleteNotes(report).map(line),
    heading(1, `${summaryOf(report)}.`),
  ];
}

/** The exceptions that cover something. */
export function acceptedBlocks({ accepted }: CheckReport): readonly Block[] {
  if (accepted.length === 0) return [];
  return [heading(2, `Accepted: ${accepted.length}`), { kind: 'list', items: accepted.map(acceptedItem) }];
}

function acceptedItem({ rule, message, reason, approvedBy, expires }: AcceptedSummary): string {
  const who = approvedBy === null ? '' : ` by ${approvedBy}`;
  const until = expires === null ? '' : ` until ${expires}`;
  return `${rule}: ${message} Accepted${who}${until}: ${reason}`;
}

/** The entries of the baseline that no longer occur. */
export function staleBlocks(report: CheckReport): readonly Block[] {
  const { stale } = report;
  if (stale.length === 0) return [];
  const procedures = procedureLookup(report);
  const named = (id: string) => {
    const procedure = procedures.get(id);
    return procedure === undefined ? id : `"${shownName(procedure.name)}" (${id})`;
  };
  return [
    heading(2, `Stale in the baseline: ${stale.length}`),
    line('These no longer occur; `check --update-baseline` takes them out.'),
    {
      kind: 'list',
      items: stale.map(({ fingerprint, rule, procedures: ids }) =>
        `${fingerprint} ${rule} ${ids.map(named).join(', ')}`.trimEnd(),
      ),
    },
  ];
}

/** Procedures by id, as the report mentions them. */
export function procedureLookup({ mentioned }: CheckReport): ReadonlyMap<string, ProcedureSummary> {
  return new Map(mentioned.map((procedure) => [procedure.id, procedure]));
}
