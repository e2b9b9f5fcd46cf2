import { keepMatching } from '../data/matching.js';
import { countOf } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { Showing } from '../ui/showing.js';

/** The procedures whose record names a caller by a name that several share. */
export function AmbiguousList() {
  const { ambiguous, matches, graph } = useStore();
  const all = ambiguous.value;
  if (all.length === 0)
    return (
      <p class="empty">
        <NothingAmbiguous />
      </p>
    );
  const shown = keepMatching(matches.value, all, ({ callee }) => callee);
  return (
    <>
      <p class="hint">They name a caller by a name that several procedures bear.</p>
      <Showing shown={shown.length} of={all.length} what="ambiguous references" />
      <CappedList items={shown} cap={50} label="Ambiguous references" testId="ambiguous-list">
        {({ callee, candidates }, index) => (
          <ProcedureItem
            key={index}
            node={callee}
            note={
              <>
                names <ProcedureName procedure={graph.procedures[candidates[0]!]!} />:{' '}
                {countOf(candidates.length, 'procedure')}
              </>
            }
          />
        )}
      </CappedList>
    </>
  );
}

/** That there is none, or that their calls were left out when the file was written. */
function NothingAmbiguous() {
  const { leftOut } = useStore();
  if (leftOut === 0) return <>Nothing is ambiguous: each reference leads to one procedure.</>;
  return (
    <>
      {countOf(leftOut, 'reference')} may mean several procedures. The calls that only such references state
      were left out when this file was written, here and in every answer.
    </>
  );
}

/** Every ambiguous reference with those that it may mean. */
export function AmbiguousView() {
  const { ambiguous, leftOut, matches, graph } = useStore();
  const all = ambiguous.value;
  const shown = keepMatching(matches.value, all, ({ callee }) => callee);
  return (
    <div class="page" data-testid="ambiguous">
      <h2>{countOf(all.length + leftOut, 'ambiguous reference')}</h2>
      <p class="hint">
        {all.length === 0 ? (
          <NothingAmbiguous />
        ) : (
          'A procedure names its caller by a name that several procedures bear. A call from each of them counts in every answer, until the reference says which one is meant or the others are renamed.'
        )}
      </p>
      <Showing shown={shown.length} of={all.length} what="ambiguous references" />
      <CappedList
        items={shown}
        cap={40}
        class="missing-groups"
        label="Ambiguous references and what they may mean"
      >
        {({ callee, candidates }, index) => (
          <li key={index} class="card" data-procedure-id={graph.procedures[callee]!.id}>
            <h3>
              <ProcedureName procedure={graph.procedures[candidates[0]!]!} />
            </h3>
            <p class="hint">is named by</p>
            <CappedList items={[callee]} cap={1}>
              {(node) => <ProcedureItem key={node} node={node} />}
            </CappedList>
            <p class="hint">and may be</p>
            <CappedList items={candidates} cap={6} label="May be">
              {(node) => (
                <ProcedureItem
                  key={node}
                  node={node}
                  sign={<span class="badge">{graph.procedures[node]!.id}</span>}
                />
              )}
            </CappedList>
          </li>
        )}
      </CappedList>
    </div>
  );
}
