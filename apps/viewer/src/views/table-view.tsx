import { PROCEDURE_COLUMNS, procedureCells } from '@klarify-graph/core';
import { useMemo } from 'preact/hooks';
import { formatRows } from '../data/csv.js';
import { degree, sortRows, TABLE_COLUMNS, type TableColumn } from '../data/table-columns.js';
import { countOf, formatCount } from '../data/text.js';
import { PROBLEMS } from '../state/problems.js';
import { useStore } from '../state/store-context.js';
import { Icon } from '../ui/icon.js';
import { PrintedRows } from '../ui/printed-rows.js';
import { ChangeSigns, CycleSign, KindMark, MissingSign } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { saveFile } from '../ui/save.js';
import { useWindow } from '../ui/use-window.js';

const ROW_HEIGHT = 37;
const HEAD_HEIGHT = 37;

/** Every procedure in rows: the equal of the picture, for those who read rather than look. */
export function TableView() {
  const store = useStore();
  const { route, graph, matches, data } = store;
  const sort = (route.value.view === 'table' && route.value.sort) || 'name';
  const rows = useMemo(() => {
    const isMatch = matches.value;
    const nodes = Uint32Array.from(graph.procedures.keys());
    return sortRows(store, isMatch === undefined ? nodes : nodes.filter((node) => isMatch[node] === 1), sort);
  }, [graph, matches.value, sort, store.ranks.value, store.counts.value]);
  const { frame, first, end } = useWindow<HTMLElement>(rows.length, ROW_HEIGHT, HEAD_HEIGHT);
  const total = graph.procedures.length;
  // A file that says nothing of what is still being computed would say that there is nothing.
  const isComputing = [store.counts, store.ranks, store.cycles, store.orphans].some(
    (analysis) => analysis.value === undefined,
  );
  const save = () => saveFile('procedures.csv', tableCsv(store, rows));
  return (
    <div class="table-view" data-testid="table">
      <div class="toolbar">
        <div>
          <h2>Table</h2>
          <p class="hint" aria-live="polite" data-testid="table-count">
            {rows.length < total
              ? `Showing ${formatCount(rows.length)} of ${formatCount(total)} rows`
              : countOf(total, 'row')}
            {total > data.graph.listed &&
              `, ${countOf(total - data.graph.listed, 'missing procedure')} among all`}
          </p>
        </div>
        <button
          type="button"
          class="button"
          disabled={isComputing}
          title={isComputing ? 'Computing…' : undefined}
          onClick={save}
        >
          <Icon name="save" /> CSV
        </button>
      </div>
      <PrintedRows count={rows.length} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section ref={frame} class="table-scroll" tabIndex={0} aria-label="Procedures, sorted">
        <table class="members rows" aria-rowcount={rows.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {TABLE_COLUMNS.map((column) => (
                <Head key={column.name} column={column} sort={sort} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer rows={first} />
            {Array.from(rows.subarray(first, end), (node, index) => (
              <Row key={node} node={node} row={first + index} />
            ))}
            <Spacer rows={rows.length - end} />
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Spacer({ rows }: { readonly rows: number }) {
  return rows === 0 ? null : (
    <tr class="spacer">
      <td colSpan={TABLE_COLUMNS.length} style={{ height: `${rows * ROW_HEIGHT}px` }} />
    </tr>
  );
}

function Head({ column, sort }: { readonly column: TableColumn; readonly sort: string }) {
  const { go } = useStore();
  const { name, title, isNumber } = column;
  const isHere = sort.replace(/^-/, '') === name;
  const isDescending = sort.startsWith('-');
  // What is counted is most of interest where there is most of it.
  const next = isHere ? (isDescending ? name : `-${name}`) : isNumber ? `-${name}` : name;
  return (
    <th
      scope="col"
      class={isNumber ? 'number' : ''}
      aria-sort={isHere ? (isDescending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" data-column={name} onClick={() => go({ view: 'table', sort: next })}>
        {title}
        <span aria-hidden="true" class="sort-sign">
          {isHere ? (isDescending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}

function Row({ node, row }: { readonly node: number; readonly row: number }) {
  const store = useStore();
  const { graph, href } = store;
  const procedure = graph.procedures[node]!;
  return (
    <tr data-procedure-id={procedure.id} aria-rowindex={row + 2}>
      <th scope="row">
        <span class="row-name">
          <KindMark node={node} />
          <a href={href({ view: 'focus', id: procedure.id })}>
            <ProcedureName procedure={procedure} />
          </a>
          <CycleSign node={node} />
          <MissingSign node={node} />
          <ChangeSigns node={node} />
        </span>
      </th>
      {TABLE_COLUMNS.slice(1).map((column) => {
        const value = column.keyOf(store, node);
        return (
          <td key={column.name} class={column.isNumber ? 'number' : ''} data-column={column.name}>
            {value === null ? (
              <span class="none">{column.isNumber ? '…' : '–'}</span>
            ) : typeof value === 'number' ? (
              formatCount(value)
            ) : (
              <bdi title={value}>{value}</bdi>
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** What the table shows, in its order: the columns of `list --format csv`, the counts, and what is wrong. */
export function tableCsv(store: ReturnType<typeof useStore>, rows: Uint32Array): string {
  const { graph, counts, problems } = store;
  return formatRows([
    [...PROCEDURE_COLUMNS, 'callers', 'callees', 'dependents', 'dependencies', 'updatedAt', 'problems'],
    ...Array.from(rows, (node) => [
      ...procedureCells(graph.procedures[node]!),
      degree('callers')(store, node),
      degree('callees')(store, node),
      counts.value?.dependents[node] ?? null,
      counts.value?.dependencies[node] ?? null,
      graph.procedures[node]!.updatedAt,
      PROBLEMS.filter(({ flag }) => (problems.value[node]! & flag) !== 0)
        .map(({ name }) => name)
        .join('; '),
    ]),
  ]);
}
