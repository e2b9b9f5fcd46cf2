import type { Cycle, ProcedureGraph } from '@klarify-graph/core';
import { useMemo } from 'preact/hooks';
import { countOf, displayName, formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { CopyButton } from '../ui/copy-button.js';
import { ChangeSigns, Owner, ProcedureItem } from '../ui/procedure-item.js';
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
      <CutOwners cycle={cycle} />
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

/** Whom to ask before a call is cut: the owners at both of its ends. */
function CutOwners({ cycle }: { readonly cycle: Cycle }) {
  const { graph } = useStore();
  const owners = useMemo(() => ownersOfCut(graph, cycle), [graph, cycle]);
  const text = () =>
    owners
      .map(
        ({ owner, nodes }) =>
          `${owner ?? 'No owner'}: ${nodes.map((node) => displayName(graph.procedures[node]!)).join('; ')}`,
      )
      .join('\n');
  return (
    <>
      <h3>Whom to ask</h3>
      <CappedList items={owners} cap={12} class="notified" label="Owners to ask" testId="cut-owners">
        {({ owner, nodes }) => (
          <li key={owner === null ? 'none' : `is=${owner}`}>
            <bdi class={owner === null ? 'none' : 'name'}>{owner ?? 'No owner'}</bdi>
            <span class="item-note">
              {nodes.map((node, index) => (
                <span key={node}>
                  {index > 0 && ', '}
                  <bdi>{displayName(graph.procedures[node]!)}</bdi>
                </span>
              ))}
            </span>
          </li>
        )}
      </CappedList>
      <div class="actions">
        <CopyButton label="Copy" text={text} />
      </div>
    </>
  );
}

/** The owners of the procedures that the cut is about, in its order; those without one come last. */
function ownersOfCut(graph: ProcedureGraph, { cut }: Cycle) {
  const owners = new Map<string | null, Set<number>>();
  for (const { caller, callee } of cut)
    for (const node of [caller, callee]) {
      const { owner } = graph.procedures[node]!;
      const nodes = owners.get(owner) ?? new Set();
      owners.set(owner, nodes.add(node));
    }
  return [...owners]
    .map(([owner, nodes]) => ({ owner, nodes: [...nodes] }))
    .sort((a, b) => Number(a.owner === null) - Number(b.owner === null));
}

function CutCall({ caller, callee }: { readonly caller: number; readonly callee: number }) {
  const { graph, changeMarks } = useStore();
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
              <ChangeSigns node={node} />
            </span>
          </span>
        </p>
      ))}
      {changeMarks?.isAddedCall(caller, callee) && (
        <p>
          <span class="badge badge-added">+ call added</span>
        </p>
      )}
    </li>
  );
}
