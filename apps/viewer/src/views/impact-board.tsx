import { useMemo, useState } from 'preact/hooks';
import type { ValueIndex } from '../data/facets.js';
import { keepMatching } from '../data/matching.js';
import { countOf, formatCount } from '../data/text.js';
import { keyValue } from '../state/filter.js';
import { useStore } from '../state/store-context.js';
import { ChangeSigns, KindMark } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';
import type { ImpactColumns } from '../work/tasks.js';

/** Farther ones share the last column, each with its distance. */
const COLUMNS = 4;
const ROWS_AT_FIRST = 30;
const MORE_ROWS = 100;
const CHIPS_AT_FIRST = 5;
const MORE_CHIPS = 50;

interface ImpactBoardProps {
  readonly side: ImpactColumns;
  readonly by: 'owner' | 'lane';
  readonly onPoint: (node: number | undefined) => void;
}

interface Row {
  readonly name: string | null;
  readonly count: number;
  /** For each column the nodes in it. */
  readonly cells: readonly (readonly number[])[];
}

/** Who is affected as a swim lane diagram: a row for each owner or lane, a column for each distance. */
export function ImpactBoard({ side, by, onPoint }: ImpactBoardProps) {
  const { graph, filtered, matches } = useStore();
  const [shown, setShown] = useState(ROWS_AT_FIRST);
  const { rows, totals, distanceOf } = useMemo(() => {
    const nodes = keepMatching(matches.value, Array.from(side.nodes), (node) => node);
    const far = new Map(Array.from(side.nodes, (node, place) => [node, side.distances[place]!]));
    const columnOf = (node: number) => Math.min(far.get(node)!, COLUMNS) - 1;
    const totals = Array.from({ length: COLUMNS }, () => 0);
    for (const node of nodes) totals[columnOf(node)]!++;
    return { rows: layOut(filtered.value.valuesOf(by), nodes, columnOf), totals, distanceOf: far };
  }, [graph, side, by, matches.value]);
  const used = totals.findLastIndex((total) => total > 0) + 1;
  const hidden = rows.length - shown;
  return (
    <div class="board-frame">
      <table class="board" data-testid="board" onMouseLeave={() => onPoint(undefined)}>
        <thead>
          <tr>
            <th scope="col">{by === 'owner' ? 'Owner' : 'Lane'}</th>
            {totals.slice(0, used).map((total, column) => (
              <th key={column} scope="col" data-total={total}>
                {column === COLUMNS - 1 ? `${COLUMNS} steps and more` : countOf(column + 1, 'step')}{' '}
                <span class="count">{formatCount(total)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.name === null ? 'none' : `is=${row.name}`}>
              <th scope="row" class={row.name === null ? 'none' : ''}>
                <bdi class="name">{row.name ?? (by === 'owner' ? 'No owner' : 'No lane')}</bdi>
                <span class="count">{formatCount(row.count)}</span>
              </th>
              {row.cells.slice(0, used).map((nodes, column) => (
                <td key={column}>
                  <Chips
                    nodes={nodes}
                    isFar={column === COLUMNS - 1}
                    distanceOf={distanceOf}
                    onPoint={onPoint}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <button type="button" class="more-button" onClick={() => setShown(shown + MORE_ROWS)}>
          +{formatCount(hidden)} more {by === 'owner' ? 'owners' : 'lanes'}
        </button>
      )}
    </div>
  );
}

interface ChipsProps {
  readonly nodes: readonly number[];
  readonly isFar: boolean;
  readonly distanceOf: ReadonlyMap<number, number>;
  readonly onPoint: (node: number) => void;
}

function Chips({ nodes, isFar, distanceOf, onPoint }: ChipsProps) {
  const { graph, href } = useStore();
  const [shown, setShown] = useState(CHIPS_AT_FIRST);
  if (nodes.length === 0) return null;
  const hidden = nodes.length - shown;
  return (
    <>
      <ul class="chips">
        {nodes.slice(0, shown).map((node) => {
          const procedure = graph.procedures[node]!;
          return (
            <li key={node}>
              <a
                class="chip"
                href={href({ view: 'focus', id: procedure.id })}
                data-procedure-id={procedure.id}
                data-node={node}
                data-distance={distanceOf.get(node)}
                onMouseEnter={() => onPoint(node)}
                onFocus={() => onPoint(node)}
              >
                <KindMark node={node} />
                <ProcedureName procedure={procedure} />
                {procedure.missing && <span class="badge badge-danger">missing</span>}
                <ChangeSigns node={node} />
                {isFar && <span class="count">{distanceOf.get(node)}</span>}
              </a>
            </li>
          );
        })}
      </ul>
      {hidden > 0 && (
        <button type="button" class="more-button" onClick={() => setShown(shown + MORE_CHIPS)}>
          +{formatCount(hidden)} more
        </button>
      )}
    </>
  );
}

/** A row for each value, the one with the most procedures first; a procedure with several lanes is in each row. */
function layOut(
  { keys, offsets, values }: ValueIndex,
  nodes: readonly number[],
  columnOf: (node: number) => number,
): readonly Row[] {
  const rows = new Map<number, { count: number; readonly cells: number[][] }>();
  for (const node of nodes) {
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      const value = values[slot]!;
      const row = rows.get(value) ?? { count: 0, cells: Array.from({ length: COLUMNS }, () => []) };
      rows.set(value, row);
      row.count++;
      row.cells[columnOf(node)]!.push(node);
    }
  }
  return [...rows]
    .map(([value, row]) => ({ name: keyValue(keys[value]!), ...row }))
    .sort((a, b) => Number(a.name === null) - Number(b.name === null) || b.count - a.count);
}
