import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { OwnedSummary } from '../report/retirement-report.js';
import type { Cell, Table } from './blocks.js';
import { shownName } from './escape.js';
import { ownerText } from './owners-text.js';

/** A column besides those that every table of procedures has. */
export interface ExtraColumn<Item> {
  readonly title: string;
  readonly text: (item: Item) => string;
}

/** Procedures as a table: name, id, type, what is special here, owner and lanes. */
export function procedureTable<Item extends OwnedSummary>(
  items: readonly Item[],
  extra: readonly ExtraColumn<Item>[],
): Table {
  return {
    kind: 'table',
    columns: ['Procedure', 'Id', 'Type', ...extra.map(({ title }) => title), 'Owner', 'Lanes'],
    rows: items.map((item) => [
      nameCell(item),
      { text: item.id },
      { text: item.type ?? '–' },
      ...extra.map(({ text }) => ({ text: text(item) })),
      { text: ownerText(item) },
      { text: item.lanes.join(', ') || '–' },
    ]),
  };
}

/** A procedure's name as a cell, with a link where its url may be one. */
export function nameCell(procedure: ProcedureSummary, mark = ''): Cell {
  return {
    text: `${shownName(procedure.name)}${procedure.missing ? ' (missing)' : ''}${mark}`,
    url: procedure.url,
  };
}
