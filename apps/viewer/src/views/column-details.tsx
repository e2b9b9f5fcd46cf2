import { useMemo } from 'preact/hooks';
import { keepMatching } from '../data/matching.js';
import { countOf } from '../data/text.js';
import { type ColumnPlace, listColumn } from '../draw/focus-columns.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { Icon } from '../ui/icon.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';

interface ColumnDetailsProps {
  readonly focus: number;
  readonly place: ColumnPlace;
}

/** Everything that a column of the focus view has no room for, and the rest of it. */
export function ColumnDetails({ focus, place }: ColumnDetailsProps) {
  const { graph, openColumn, matches } = useStore();
  const all = useMemo(() => listColumn(graph, focus, place), [graph, focus, place]);
  const matching = keepMatching(matches.value, all, (node) => node);
  const nodes = useMemo(
    () => [...matching, ...all.filter((node) => matches.value?.[node] === 0)],
    [all, matches.value],
  );
  const what = place.side === 'callers' ? 'caller' : 'callee';
  return (
    <>
      <button
        type="button"
        class="back"
        onClick={() => {
          openColumn.value = undefined;
        }}
      >
        <Icon name="back" /> <ProcedureName procedure={graph.procedures[focus]!} />
      </button>
      <h2>{countOf(nodes.length, what)}</h2>
      <p class="hint">
        {place.distance === 1 ? 'One step away' : `${place.distance} steps away`}, by name.
        {matches.value &&
          ` ${countOf(matching.length, 'of them matches', 'of them match')} the filter: first in the list.`}
      </p>
      <CappedList
        key={`${focus} ${place.side} ${place.distance}`}
        items={nodes}
        cap={100}
        testId="column-list"
      >
        {(node) => <ProcedureItem key={node} node={node} distance={place.distance} />}
      </CappedList>
    </>
  );
}
