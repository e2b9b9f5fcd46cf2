import { useMemo, useState } from 'preact/hooks';
import { GROUPING_WORDS, type Group, type Grouping } from '../data/groups.js';
import { sortByRank } from '../data/order.js';
import { degree } from '../data/table-columns.js';
import { countOf, formatCount, humanise } from '../data/text.js';
import { PROBLEM } from '../state/problems.js';
import { useStore } from '../state/store-context.js';
import { Icon } from '../ui/icon.js';
import { ChangeSigns, CycleSign, KindMark, Owner } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { groupName } from './group-name.js';

const ROWS_AT_FIRST = 100;
const MORE_AT_ONCE = 200;

interface GroupMembersProps {
  readonly grouping: Grouping;
  readonly group: Group;
}

/** The procedures of a tile, as a table. */
export function GroupMembers({ grouping, group }: GroupMembersProps) {
  const { graph, href, ranks } = useStore();
  const { value: places } = ranks;
  const [shown, setShown] = useState(ROWS_AT_FIRST);
  // Until the order is known, the first ones are those that were listed first.
  const nodes = useMemo(
    () => (places === undefined ? group.nodes : sortByRank(places, group.nodes)),
    [places, group],
  );
  const hidden = nodes.length - shown;
  return (
    <div class="page" data-testid="group">
      <div class="page-head">
        <div>
          <a class="back" href={href({ view: 'overview', grouping })}>
            <Icon name="back" /> Overview by {GROUPING_WORDS[grouping].one}
          </a>
          <h2>
            <bdi>{groupName(graph, group.name, grouping)}</bdi>
          </h2>
          <p class="hint">{countOf(nodes.length, 'procedure')}</p>
        </div>
      </div>
      <div class="table-frame">
        <table class="members">
          <thead>
            <tr>
              <th scope="col">Procedure</th>
              <th scope="col">Type</th>
              <th scope="col">Owner</th>
              <th scope="col" class="number">
                Callers
              </th>
              <th scope="col" class="number">
                Callees
              </th>
            </tr>
          </thead>
          <tbody>
            {nodes.slice(0, shown).map((node) => (
              <MemberRow key={node} node={node} />
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 && (
        <p class="more-line">
          <button type="button" class="more-button" onClick={() => setShown(shown + MORE_AT_ONCE)}>
            +{formatCount(hidden)} more
          </button>{' '}
          <span class="more-note">
            Showing {formatCount(shown)} of {formatCount(nodes.length)}, by name.
          </span>
        </p>
      )}
    </div>
  );
}

function MemberRow({ node }: { readonly node: number }) {
  const store = useStore();
  const { graph, problems, href } = store;
  const procedure = graph.procedures[node]!;
  const flags = problems.value?.[node] ?? 0;
  return (
    <tr data-procedure-id={procedure.id}>
      <th scope="row">
        <span class="row-name">
          <KindMark node={node} />
          <a href={href({ view: 'focus', id: procedure.id })}>
            <ProcedureName procedure={procedure} />
          </a>
          <CycleSign node={node} />
          <ChangeSigns node={node} />
          {(flags & PROBLEM.orphan) !== 0 && <span class="badge badge-warning">orphan</span>}
          {(flags & PROBLEM.missingCaller) !== 0 && <span class="badge badge-danger">caller missing</span>}
        </span>
      </th>
      <td>{procedure.type === null ? '–' : humanise(procedure.type)}</td>
      <td>
        <Owner node={node} />
      </td>
      <td class="number">{formatCount(degree('callers')(store, node))}</td>
      <td class="number">{formatCount(degree('callees')(store, node))}</td>
    </tr>
  );
}
