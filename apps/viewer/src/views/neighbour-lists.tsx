import { callKinds, isAmbiguousCall } from '@klarify-graph/core';
import { useMemo } from 'preact/hooks';
import { sortByName } from '../data/order.js';
import { formatCount } from '../data/text.js';
import type { Side } from '../draw/focus-columns.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { ProcedureItem } from '../ui/procedure-item.js';

/** The direct callers and callees of a procedure, each call with its kinds. */
export function NeighbourLists({ node }: { readonly node: number }) {
  return (
    <>
      <Neighbours node={node} side="callers" />
      <Neighbours node={node} side="callees" />
    </>
  );
}

function Neighbours({ node, side }: { readonly node: number; readonly side: Side }) {
  const { graph } = useStore();
  const { nodes, callOf } = useMemo(() => {
    const { offsets, targets, calls } = graph[side];
    const slots = [offsets[node], offsets[node + 1]] as const;
    const joined = Array.from(targets.subarray(...slots));
    return {
      nodes: sortByName(graph, joined),
      callOf: new Map(joined.map((other, index) => [other, calls[slots[0]! + index]!])),
    };
  }, [graph, node, side]);
  const title = side === 'callers' ? 'Callers' : 'Callees';
  return (
    <section class="section" data-testid={side}>
      <h3>
        {title} <span class="count">{formatCount(nodes.length)}</span>
      </h3>
      {nodes.length === 0 && (
        <p class="empty">{side === 'callers' ? 'No procedure calls it.' : 'It calls no procedure.'}</p>
      )}
      <CappedList items={nodes} cap={12} label={title}>
        {(other) => (
          <ProcedureItem
            key={other}
            node={other}
            distance={1}
            sign={<CallSigns call={callOf.get(other)} />}
          />
        )}
      </CappedList>
    </section>
  );
}

function CallSigns({ call }: { readonly call: number | undefined }) {
  const { graph, changeMarks } = useStore();
  if (call === undefined) return null;
  const kinds = callKinds(graph, call);
  const isAdded = changeMarks?.isAddedCall(graph.calls.callers[call]!, graph.calls.callees[call]!);
  return (
    <>
      {kinds.includes('called_within') && (
        <span class="badge">{kinds.length > 1 ? 'call + containment' : 'containment'}</span>
      )}
      {isAdded && (
        <span class="badge badge-added" title={`Call added ${changeMarks?.since}`}>
          + call
          <span class="unseen"> added {changeMarks?.since}</span>
        </span>
      )}
      {isAmbiguousCall(graph, call) && <span class="badge badge-warning">ambiguous</span>}
    </>
  );
}
