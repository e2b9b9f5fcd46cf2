import { countOf, formatDay, humanise, safeLink } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { Icon } from '../ui/icon.js';
import { KindMark } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { ImpactDetails } from './impact-details.js';
import { NeighbourLists } from './neighbour-lists.js';
import { ProcedureChanges } from './procedure-changes.js';

/** One procedure: its fields, its direct callers and callees, and its impact. */
export function ProcedureDetails({ node }: { readonly node: number }) {
  const { graph, focused, shownCycle, cycleOf, cycles, orphans, href } = useStore();
  const procedure = graph.procedures[node]!;
  const cycle = cycles.value?.[(cycleOf.value[node] ?? 0) - 1];
  const orphan = orphans.value?.find((found) => found.node === node);
  const cycleStart = cycle?.nodes[0];
  return (
    <article data-testid="procedure-details" data-procedure-id={procedure.id}>
      <p class="overline">
        <KindMark node={node} />{' '}
        {procedure.missing ? 'Missing procedure' : humanise(procedure.type ?? 'Procedure')}
      </p>
      <h2 data-testid="procedure-name">
        <ProcedureName procedure={procedure} />
      </h2>
      <div class="actions">
        {focused.value !== node && (
          <a class="button" href={href({ view: 'focus', id: procedure.id })}>
            <Icon name="focus" /> Show in the graph
          </a>
        )}
        <KlarifyLink url={procedure.url} />
      </div>
      {procedure.missing && (
        <p class="notice notice-danger">Others name it as a caller, but the list does not hold it.</p>
      )}
      {cycle && cycleStart !== undefined && shownCycle.value === undefined && (
        <p class="notice">
          <Icon name="cycle" />
          <a href={href({ view: 'cycles', id: graph.procedures[cycleStart]!.id })}>
            {cycle.nodes.length === 1
              ? 'It calls itself'
              : `In a cycle of ${countOf(cycle.nodes.length, 'procedure')}`}
          </a>
        </p>
      )}
      {orphan && <p class="notice">Orphan: {orphan.reason}.</p>}
      <Fields node={node} />
      <ProcedureChanges node={node} />
      <ImpactDetails node={node} />
      <NeighbourLists node={node} />
    </article>
  );
}

function KlarifyLink({ url }: { readonly url: string | null }) {
  const href = safeLink(url);
  if (href === undefined) {
    if (url === null || url === '') return null;
    return (
      <p class="unsafe-link" data-testid="unsafe-url">
        Address, not a web link: <bdi>{url}</bdi>
      </p>
    );
  }
  return (
    <a class="button" href={href} target="_blank" rel="noopener noreferrer" data-testid="klarify-link">
      <Icon name="external" /> Open in Klarify
    </a>
  );
}

function Fields({ node }: { readonly node: number }) {
  const procedure = useStore().graph.procedures[node]!;
  const { id, status, owner, performers, lanes, updatedAt, missing } = procedure;
  const fields: readonly (readonly [string, readonly string[]])[] = [
    ['Id', [id]],
    ['Status', status === null ? [] : [humanise(status)]],
    ['Owner', owner === null ? [] : [owner]],
    ['Performers', performers],
    ['Lanes', lanes],
    ['Updated', updatedAt === null ? [] : [formatDay(updatedAt)]],
  ];
  return (
    <dl class="fields">
      {fields.map(([name, values]) =>
        missing && values.length === 0 ? null : (
          <div key={name}>
            <dt>{name}</dt>
            {values.length === 0 && <dd class="none">–</dd>}
            {values.slice(0, 40).map((value, index) => (
              <dd key={index}>
                <bdi>{value}</bdi>
              </dd>
            ))}
            {values.length > 40 && <dd class="none">and {values.length - 40} more</dd>}
          </div>
        ),
      )}
    </dl>
  );
}
