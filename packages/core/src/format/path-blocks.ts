import { countOf } from '../model/text.js';
import type { PathReport } from '../report/path-report.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import { type Block, heading, line } from './blocks.js';
import { shownName } from './escape.js';

/** Says how one procedure leads to another, for people. */
export function pathBlocks(report: PathReport): readonly Block[] {
  const { from, to, found, path, mustPass, ambiguous } = report;
  const title = `From ${named(from)} to ${named(to)}`;
  if (!found) return [heading(1, title), line('No chain of calls leads there.')];
  const passed = new Set(mustPass.map(({ id }) => id));
  const rows = path.map((procedure, step) => [
    { text: String(step) },
    { text: `${shownName(procedure.name)}${procedure.missing ? ' (missing)' : ''}`, url: procedure.url },
    { text: procedure.id },
    { text: procedure.type ?? '–' },
    { text: procedure.owner ?? '–' },
    { text: step === 0 || step === path.length - 1 || passed.has(procedure.id) ? 'yes' : '–' },
  ]);
  const length = countOf(path.length - 1, 'call');
  return [
    heading(1, title),
    line(`The shortest chain: ${length}${ambiguous === true ? ' (ambiguous)' : ''}.`),
    { kind: 'table', columns: ['Step', 'Procedure', 'Id', 'Type', 'Owner', 'On every chain'], rows },
    ...(path.length < 3 && mustPass.length === 0 ? [] : [line(mustPassText(mustPass))]),
    ...chainsBlocks(report),
  ];
}

function chainsBlocks({ paths, truncated, mentioned }: PathReport): readonly Block[] {
  if (paths === undefined) return [];
  const names = new Map((mentioned ?? []).map(({ id, name }) => [id, shownName(name)]));
  const title =
    truncated === true
      ? `The first ${countOf(paths.length, 'chain')}; there may be more`
      : countOf(paths.length, 'chain');
  const items = paths.map((ids) => {
    const length = countOf(ids.length - 1, 'call');
    return `${length}: ${ids.map((id) => names.get(id) ?? id).join(' → ')}`;
  });
  return [heading(2, title), { kind: 'list', items }];
}

function mustPassText(mustPass: readonly ProcedureSummary[]): string {
  if (mustPass.length === 0) return 'Between the ends there is a way round every procedure.';
  return `Every chain passes ${mustPass.map(({ name }) => shownName(name)).join(', ')}.`;
}

function named({ id, name }: ProcedureSummary): string {
  return `"${name}" (id:${id})`;
}
