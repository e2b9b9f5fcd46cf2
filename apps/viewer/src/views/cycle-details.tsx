import type { Cycle } from '@klarify-graph/core';
import { countOf, formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { Owner, ProcedureItem } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';

/** A cycle in words: its shortest loop, the calls to cut, and all its members. */
export function CycleDetails({ cycle }: { readonly cycle: Cycle }) {
  const { selected } = useStore();
  const { nodes, shortest, cut, cutIsMinimal, ambiguous } = cycle;
  const choose = (node: number) => {
    selected.value = node;
  };
  return (
    <div data-testid="cycle-details">
      <p class="overline">Cycle</p>
      <h2>{countOf(nodes.length, 'procedure')}</h2>
      {ambiguous && (
        <p class="notice">
          It is no cycle without ambiguous calls: check which of several procedures of one name is meant.
        </p>
      )}
      <h3>Suggested cut</h3>
      <p class="hint">
        Without {cut.length === 1 ? 'this call' : `these ${formatCount(cut.length)} calls`} no loop is left.{' '}
        {cutIsMinimal ? 'No smaller cut exists.' : 'It is the best cut found; a smaller one may exist.'}
      </p>
      <CappedList items={cut} cap={10} class="cuts" label="Calls to cut" testId="cut-list" ordered={true}>
        {({ caller, callee }) => <CutCall key={`${caller}>${callee}`} caller={caller} callee={callee} />}
      </CappedList>
      <h3>Shortest loop, in call order</h3>
      <CappedList
        items={shortest}
        cap={30}
        class="numbered"
        label="Shortest loop"
        testId="loop-list"
        ordered={true}
      >
        {(node) => <ProcedureItem key={node} node={node} onChoose={choose} />}
      </CappedList>
      {nodes.length > shortest.length && (
        <>
          <h3>All members</h3>
          <CappedList items={nodes} cap={30} label="Members of the cycle" testId="cycle-members">
            {(node) => <ProcedureItem key={node} node={node} onChoose={choose} />}
          </CappedList>
        </>
      )}
    </div>
  );
}

function CutCall({ caller, callee }: { readonly caller: number; readonly callee: number }) {
  const { graph } = useStore();
  return (
    <li
      class="cut"
      data-caller-id={graph.procedures[caller]?.id}
      data-callee-id={graph.procedures[callee]?.id}
    >
      {[caller, callee].map((node, index) => (
        <p key={index}>
          <span class="cut-role">{index === 0 ? 'Caller' : 'Callee'}</span>
          <span>
            <ProcedureName procedure={graph.procedures[node]!} />
            <span class="item-note">
              <Owner node={node} />
            </span>
          </span>
        </p>
      ))}
    </li>
  );
}
