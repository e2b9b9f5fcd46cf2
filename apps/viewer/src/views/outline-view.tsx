import type { Direction } from '@klarify-graph/core';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { keepMatching } from '../data/matching.js';
import { childRows, endOf, type OutlineRow, outlineRoots, rowsOf } from '../data/outline.js';
import { countOf, formatCount } from '../data/text.js';
import type { Route } from '../state/route.js';
import { useStore } from '../state/store-context.js';
import { Choice } from '../ui/choice.js';
import { Icon } from '../ui/icon.js';
import { PrintedRows } from '../ui/printed-rows.js';
import { ChangeSigns, KindMark } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { useWindow } from '../ui/use-window.js';

const ROW_HEIGHT = 32;
/** A tree opened as a whole holds no more rows than this; each row opened by hand may add to them. */
const MOST_ROWS = 50_000;
const DIRECTIONS = [
  ['dependencies', 'Callees below'],
  ['dependents', 'Callers below'],
] as const satisfies readonly (readonly [Direction, string])[];

/** The call tree as an outline: of the whole organisation, or of one procedure. */
export function OutlineView() {
  const { route, graph, data, go } = useStore();
  const here: Extract<Route, { view: 'outline' }> =
    route.value.view === 'outline' ? route.value : { view: 'outline' };
  const { id, direction = 'dependencies' } = here;
  const root = id === undefined ? undefined : graph.indexOf(id);
  const roots = useMemo(
    () =>
      id === undefined ? outlineRoots(graph, direction, data.entryPoints) : root === undefined ? [] : [root],
    [graph, direction, id],
  );
  return (
    <div class="outline-view" data-testid="outline">
      <div class="toolbar">
        <div>
          <h2>
            Outline
            {root !== undefined && (
              <>
                {' of '}
                <ProcedureName procedure={graph.procedures[root]!} />
              </>
            )}
          </h2>
          <p class="hint">
            {id !== undefined && root === undefined
              ? 'No such procedure.'
              : id === undefined
                ? `${countOf(roots.length, 'root')}: every procedure stands below one of them, or is one.`
                : 'What stands elsewhere too is shown at each of its places.'}
          </p>
        </div>
        <Choice
          legend="Show"
          options={DIRECTIONS}
          value={direction}
          onChange={(next) =>
            go({
              view: 'outline',
              ...(id !== undefined && { id }),
              ...(next === 'dependents' && { direction: next }),
            })
          }
        />
      </div>
      <Tree key={`${direction} ${id}`} roots={roots} direction={direction} />
    </div>
  );
}

interface TreeProps {
  readonly roots: readonly number[];
  readonly direction: Direction;
}

function Tree({ roots, direction }: TreeProps) {
  const store = useStore();
  const { graph, matches } = store;
  const [rows, setRows] = useState<readonly OutlineRow[]>([]);
  const [active, setActive] = useState(0);
  useEffect(() => {
    const first = rowsOf(graph, direction, roots);
    setRows(first.length === 1 ? [...open(first[0]!), ...childRows(graph, direction, first[0]!)] : first);
    setActive(0);
  }, [graph, roots, direction]);
  const { frame, first, end, reveal } = useWindow(rows.length, ROW_HEIGHT);

  const toggle = (index: number) => {
    const row = rows[index];
    if (row === undefined || row.below === 0) return;
    row.isOpen = !row.isOpen;
    if (row.isOpen)
      setRows([...rows.slice(0, index + 1), ...childRows(graph, direction, row), ...rows.slice(index + 1)]);
    else setRows([...rows.slice(0, index + 1), ...rows.slice(endOf(rows, index))]);
  };
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    reveal(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active];
    if (row === undefined) return;
    if (event.key === 'ArrowDown') moveTo(active + 1);
    else if (event.key === 'ArrowUp') moveTo(active - 1);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(rows.length - 1);
    else if (event.key === 'PageDown') moveTo(active + 20);
    else if (event.key === 'PageUp') moveTo(active - 20);
    else if (event.key === 'ArrowRight') row.isOpen ? moveTo(active + 1) : toggle(active);
    else if (event.key === 'ArrowLeft')
      row.isOpen ? toggle(active) : row.parent && moveTo(rows.indexOf(row.parent));
    else if (event.key === 'Enter') store.focusOn(row.node);
    else if (event.key === ' ') store.selected.value = row.node;
    else if (event.key === '*') setRows(openAll(graph, direction, roots));
    else return;
    event.preventDefault();
  };
  const isMatch = matches.value;
  const matching = useMemo(() => keepMatching(isMatch, rows, ({ node }) => node).length, [isMatch, rows]);
  return (
    <>
      <p class="hint outline-hint" data-testid="outline-count">
        {countOf(rows.length, 'row')}
        {isMatch !== undefined && `, ${formatCount(matching)} of them match; the others are pale`}
        {' · '}
        <button type="button" class="clear" onClick={() => setRows(openAll(graph, direction, roots))}>
          Open all
        </button>
        {rows.length >= MOST_ROWS && ` Stopped at ${formatCount(MOST_ROWS)} rows; open the rest by hand.`}
      </p>
      <PrintedRows count={rows.length} />
      <div
        ref={frame}
        class="tree"
        role="tree"
        tabIndex={0}
        aria-label="Call tree. Arrow keys move, right opens, left closes, Enter shows the procedure in the graph."
        aria-activedescendant={rows.length > 0 ? `tree-row-${active}` : undefined}
        data-testid="tree"
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: `${first * ROW_HEIGHT}px` }} />
        {rows.slice(first, end).map((row, offset) => {
          const index = first + offset;
          return (
            <Row
              key={index}
              row={row}
              index={index}
              isActive={index === active}
              direction={direction}
              isPale={isMatch !== undefined && isMatch[row.node] === 0}
              onToggle={() => {
                setActive(index);
                toggle(index);
              }}
              onChoose={() => {
                setActive(index);
                store.selected.value = row.node;
              }}
            />
          );
        })}
        <div role="presentation" style={{ height: `${(rows.length - end) * ROW_HEIGHT}px` }} />
      </div>
    </>
  );
}

interface RowProps {
  readonly row: OutlineRow;
  readonly index: number;
  readonly direction: Direction;
  readonly isActive: boolean;
  readonly isPale: boolean;
  readonly onToggle: () => void;
  readonly onChoose: () => void;
}

function Row({ row, index, direction, isActive, isPale, onToggle, onChoose }: RowProps) {
  const store = useStore();
  const procedure = store.graph.procedures[row.node]!;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the focus and handles the keys of its rows.
    // biome-ignore lint/a11y/useFocusableInteractive: the tree names its active row.
    <div
      id={`tree-row-${index}`}
      class={`tree-row ${isPale ? 'pale' : ''}`}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-expanded={row.below > 0 ? row.isOpen : undefined}
      aria-selected={isActive}
      data-procedure-id={procedure.id}
      style={{ paddingInlineStart: `${12 + Math.min(row.level - 1, 40) * 18}px` }}
      onClick={onChoose}
      onDblClick={() => store.focusOn(row.node)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys do the same. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a mark of the row, which is what a reader hears of. */}
      <span
        class="tree-twist"
        onClick={(event) => {
          event.stopPropagation();
          onToggle();
        }}
      >
        {row.below > 0 && <Icon name="next" />}
      </span>
      <KindMark node={row.node} />
      <ProcedureName procedure={procedure} />
      {procedure.missing && <span class="badge badge-danger">missing</span>}
      <ChangeSigns node={row.node} />
      <AddedCall row={row} direction={direction} />
      {row.closesCycle && <span class="badge badge-warning">closes a cycle</span>}
      {row.below > 0 && !row.isOpen && (
        <span class="count">
          {formatCount(row.below)}
          <span class="unseen"> below</span>
        </span>
      )}
      <span class="item-note">
        <bdi>{procedure.owner ?? ''}</bdi>
      </span>
    </div>
  );
}

/** Says so where the call between a row and the one it stands below was added. */
function AddedCall({ row, direction }: Pick<RowProps, 'row' | 'direction'>) {
  const { changeMarks } = useStore();
  if (row.parent === undefined || changeMarks === undefined) return null;
  const ends = [row.parent.node, row.node] as const;
  const [caller, callee] = direction === 'dependencies' ? ends : [ends[1], ends[0]];
  if (!changeMarks.isAddedCall(caller, callee)) return null;
  return <span class="badge badge-added">+ call added</span>;
}

function open(row: OutlineRow): [OutlineRow] {
  row.isOpen = row.below > 0;
  return [row];
}

/** Each procedure opened at its first place, so that all are in sight once and the rest stays small. */
function openAll(
  graph: ReturnType<typeof useStore>['graph'],
  direction: Direction,
  roots: readonly number[],
): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const opened = new Uint8Array(graph.procedures.length);
  const open = rowsOf(graph, direction, roots).reverse();
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    rows.push(row);
    if (row.below === 0 || opened[row.node] === 1 || rows.length + open.length > MOST_ROWS) continue;
    opened[row.node] = 1;
    row.isOpen = true;
    open.push(...childRows(graph, direction, row).reverse());
  }
  return rows;
}
