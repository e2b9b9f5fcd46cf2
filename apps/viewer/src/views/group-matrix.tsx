import { useMemo, useRef, useState } from 'preact/hooks';
import { type CallMatrix, countMatrix } from '../data/group-calls.js';
import { countMatrixChanges, type MatrixChanges } from '../data/group-changes.js';
import { GROUPING_WORDS, type Group, type Grouping } from '../data/groups.js';
import { countOf, formatCount } from '../data/text.js';
import type { Groups } from '../state/groups.js';
import { useStore } from '../state/store-context.js';
import { groupName } from './group-name.js';

const GROUPS_AT_FIRST = 20;
const MOST_GROUPS = 40;
/** How much of the accent colour the cell with most calls bears, in percent: text stays readable on it. */
const STRONGEST = 45;

type Cell = readonly [row: number, column: number];

/** Who calls whom between groups: a row for each caller's, a column for each callee's. */
export function GroupMatrix({ found }: { readonly found: Groups }) {
  const { graph, changes, changeMarks } = useStore();
  const { grouping, index, groups, isWanted } = found;
  const [shown, setShown] = useState(GROUPS_AT_FIRST);
  const [pointed, setPointed] = useState<Cell>();
  const { one, many } = GROUPING_WORDS[grouping];
  const rows = useMemo(() => groups.slice(0, shown), [groups, shown]);
  const matrix = useMemo(() => countMatrix(graph, index, rows, isWanted), [graph, index, rows, isWanted]);
  const changed = useMemo(
    () => changes && countMatrixChanges(graph, index, rows, { grouping, isWanted, changes }),
    [graph, index, rows, isWanted, changes],
  );
  const hidden = groups.length - rows.length;
  const names = useMemo(
    () => [
      ...rows.map(({ name }) => groupName(graph, name, grouping)),
      ...(hidden > 0 ? [`${countOf(hidden, `other ${one}`, `other ${many}`)}`] : []),
    ],
    [graph, rows, hidden],
  );
  const grid = useMemo(
    () => <Grid rows={rows} names={names} matrix={matrix} changed={changed} onPoint={setPointed} />,
    [rows, names, matrix, changed, useChosen(rows)?.join()],
  );
  return (
    <>
      <p class="hint" data-testid="matrix-showing">
        {hidden > 0 &&
          `Showing ${formatCount(rows.length)} of ${formatCount(groups.length)}, the largest; the last row and column gather the others. `}
        {changed !== undefined && (
          <MatrixChangesHint changed={changed} since={changeMarks?.since} grouping={grouping} />
        )}
        {grouping === 'lane' && 'A call between procedures of several lanes counts for each pair of lanes.'}
        {hidden > 0 && shown < MOST_GROUPS && (
          <>
            {' '}
            <button type="button" class="more-button" onClick={() => setShown(MOST_GROUPS)}>
              Show {formatCount(Math.min(MOST_GROUPS, groups.length))}
            </button>
          </>
        )}
      </p>
      {grid}
      <p class="matrix-strip" aria-live="polite" data-testid="matrix-strip">
        {pointed === undefined ? (
          <span class="hint">
            Rows call columns. Point at a cell, or walk with the arrow keys; Enter lists the calls.
          </span>
        ) : (
          <>
            <bdi>{names[pointed[0]]}</bdi>
            <span class="arrow"> → </span>
            <bdi>{names[pointed[1]]}</bdi>:{' '}
            {countOf(matrix.counts[pointed[0] * matrix.size + pointed[1]]!, 'call')}
            {changedIn(changed, pointed[0] * matrix.size + pointed[1], changeMarks?.since).words}
          </>
        )}
      </p>
    </>
  );
}

/** The cell that the address names. */
function useChosen(rows: readonly Group[]): Cell | undefined {
  const { route } = useStore();
  if (route.value.view !== 'overview') return undefined;
  const { calls, to } = route.value;
  const placeOf = (wanted: string | null | undefined) => rows.findIndex(({ name }) => name === wanted);
  const cell = [placeOf(calls), placeOf(to)] as const;
  return cell[0] === -1 || cell[1] === -1 ? undefined : cell;
}

interface GridProps {
  readonly rows: readonly Group[];
  readonly names: readonly string[];
  readonly matrix: CallMatrix;
  readonly changed: MatrixChanges | undefined;
  readonly onPoint: (cell: Cell | undefined) => void;
}

const STEPS: ReadonlyMap<string, Cell> = new Map([
  ['ArrowUp', [-1, 0]],
  ['ArrowDown', [1, 0]],
  ['ArrowLeft', [0, -1]],
  ['ArrowRight', [0, 1]],
  ['Home', [0, Number.NEGATIVE_INFINITY]],
  ['End', [0, Number.POSITIVE_INFINITY]],
]);

function Grid({ rows, names, matrix, changed, onPoint }: GridProps) {
  const { route, go, changeMarks } = useStore();
  const table = useRef<HTMLTableElement>(null);
  const chosen = useChosen(rows);
  const { counts, size, most } = matrix;
  const count = names.length;
  const choose = ([row, column]: Cell) => {
    const { value: here } = route;
    const [from, to] = [rows[row], rows[column]];
    if (here.view !== 'overview' || from === undefined || to === undefined) return;
    go({ view: 'overview', grouping: here.grouping, matrix: true, calls: from.name, to: to.name });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = cellOf(event.target);
    const step = STEPS.get(event.key);
    if (at === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') choose(at);
    else if (step) focusCell(table.current, clamp(at[0] + step[0], count), clamp(at[1] + step[1], count));
    else return;
    event.preventDefault();
  };
  return (
    <div class="matrix-frame">
      {/* biome-ignore lint/a11y/useKeyWithMouseEvents: onFocusIn does the same; onFocus would not bubble. */}
      <table
        ref={table}
        class="matrix"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells the arrow keys walk is a grid.
        role="grid"
        aria-label="Calls between groups: rows call columns"
        data-testid="matrix"
        onKeyDown={onKeyDown}
        onMouseOver={(event) => onPoint(cellOf(event.target))}
        onMouseLeave={() => onPoint(undefined)}
        onFocusIn={(event) => onPoint(cellOf(event.target))}
        onClick={(event) => {
          const at = cellOf(event.target);
          if (at) choose(at);
        }}
      >
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">Caller, then callees</span>
            </th>
            {names.map((name, column) => (
              <th key={column} scope="col" title={name}>
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, row) => (
            <tr key={row}>
              <th scope="row" title={name}>
                <bdi>{name}</bdi>
              </th>
              {names.map((_, column) => {
                const calls = counts[row * size + column]!;
                const heat = Math.round(STRONGEST * Math.sqrt(Math.min(1, calls / Math.max(1, most))));
                const isChosen = chosen?.[0] === row && chosen[1] === column;
                const { sign, words } = changedIn(changed, row * size + column, changeMarks?.since);
                const isFirst = row === (chosen?.[0] ?? 0) && column === (chosen?.[1] ?? 0);
                return (
                  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: in a grid a td is a gridcell.
                  <td
                    key={column}
                    data-row={row}
                    data-column={column}
                    tabIndex={isFirst ? 0 : -1}
                    aria-selected={isChosen}
                    class={row === column ? 'matrix-inside' : ''}
                    {...(words !== '' && { title: `${countOf(calls, 'call')}${words}` })}
                    {...(calls > 0 && { style: { '--heat': `${heat}%` } })}
                  >
                    {calls > 0 ? formatCount(calls) : <span class="unseen">0</span>}
                    {sign !== '' && (
                      <>
                        <span class="matrix-sign" aria-hidden="true">
                          {sign}
                        </span>
                        <span class="unseen">{words}</span>
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What came and went in a cell, as a sign and in words. */
function changedIn(changed: MatrixChanges | undefined, place: number, since: string | undefined) {
  const [added, removed] = [changed?.added[place] ?? 0, changed?.removed[place] ?? 0];
  if (added + removed === 0) return { sign: '', words: '' };
  const words = [
    ...(added > 0 ? [`${formatCount(added)} added`] : []),
    ...(removed > 0 ? [`${formatCount(removed)} removed`] : []),
  ];
  return {
    sign: removed === 0 ? '+' : added === 0 ? '−' : '±',
    words: `, ${words.join(' and ')} ${since}`,
  };
}

interface ChangesHintProps {
  readonly changed: MatrixChanges;
  readonly since: string | undefined;
  readonly grouping: Grouping;
}

/** What the signs of the cells mean, and what they cannot tell. */
function MatrixChangesHint({ changed, since, grouping }: ChangesHintProps) {
  const has = (counts: Uint32Array) => counts.some((count) => count > 0);
  const signs = [
    ...(has(changed.added) ? ['+ calls added'] : []),
    ...(has(changed.removed) ? ['− calls removed'] : []),
    ...(has(changed.added) && has(changed.removed) ? ['± both'] : []),
  ];
  return (
    <span data-testid="matrix-changes">
      {signs.length > 0 && `${humaniseFirst(since)}: ${signs.join(', ')}. `}
      {changed.elsewhere > 0 &&
        `${countOf(changed.elsewhere, 'removed call')} in no cell: the ${GROUPING_WORDS[grouping].one} of an end is not known any more. `}
    </span>
  );
}

function humaniseFirst(words = ''): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function cellOf(target: EventTarget | null): Cell | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('td[data-row]') : null;
  return cell === null ? undefined : [Number(cell.dataset['row']), Number(cell.dataset['column'])];
}

function focusCell(table: HTMLTableElement | null, row: number, column: number): void {
  table?.querySelector<HTMLElement>(`td[data-row="${row}"][data-column="${column}"]`)?.focus();
}

function clamp(place: number, count: number): number {
  return Math.max(0, Math.min(count - 1, place));
}
