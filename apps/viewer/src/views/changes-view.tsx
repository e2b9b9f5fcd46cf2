import type { DiffReport } from '@klarify-graph/core';
import type { ComponentChildren } from 'preact';
import type { Changes } from '../data/changes.js';
import { countOf, formatDay } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { Icon } from '../ui/icon.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { Showing } from '../ui/showing.js';

/** What came, went and changed since the earlier snapshot that the file holds. */
export function ChangesView() {
  const { changes } = useStore();
  if (changes === undefined) {
    return (
      <div class="page">
        <h2>Changes</h2>
        <p class="empty">
          This file holds no earlier snapshot. Write one that does with{' '}
          <code>klarify-graph export --format html --since latest~1</code>.
        </p>
      </div>
    );
  }
  return <Changed changes={changes} />;
}

function Changed({ changes }: { readonly changes: Changes }) {
  const { graph, filter, shownChanges } = useStore();
  const { report, fieldsOf, named } = changes;
  const { procedures, calls } = shownChanges.value ?? report;
  const all = report.procedures;
  const nodesOf = (list: readonly { readonly id: string }[]) =>
    list.flatMap(({ id }) => graph.indexOf(id) ?? []);
  return (
    <div class="page" data-testid="changes">
      <h2>Changes</h2>
      <p class="hint">
        {report.before.fetchedAt === null
          ? 'Since the earlier snapshot'
          : `Since ${formatDay(report.before.fetchedAt)}`}
        , as <code>klarify-graph diff</code> tells them.
      </p>
      {filter.value.without.length > 0 && (
        <p class="notice" data-testid="changes-all-calls">
          <Icon name="warning" />
          <span class="notice-text">
            The changes are told of all calls, also of the kinds that the filter leaves out: that is how the
            snapshots were compared when this file was written.
          </span>
        </p>
      )}
      <div class="retired">
        <Part title={countOf(all.added.length, 'procedure added', 'procedures added')}>
          <Showing shown={procedures.added.length} of={all.added.length} what="added" />
          <CappedList items={nodesOf(procedures.added)} cap={12} label="Added" testId="changes-added">
            {(node) => <ProcedureItem key={node} node={node} />}
          </CappedList>
        </Part>
        <Part title={countOf(all.removed.length, 'procedure removed', 'procedures removed')}>
          <Showing shown={procedures.removed.length} of={all.removed.length} what="removed" />
          <CappedList
            items={procedures.removed}
            cap={12}
            class="call-changes"
            label="Removed"
            testId="changes-removed"
          >
            {(procedure) => (
              <li key={procedure.id} data-procedure-id={procedure.id}>
                <ProcedureName procedure={procedure} />{' '}
                <span class="item-note">{procedure.owner ?? 'no owner'}</span>
              </li>
            )}
          </CappedList>
        </Part>
        <Part title={countOf(all.changed.length, 'procedure changed', 'procedures changed')}>
          <Showing shown={procedures.changed.length} of={all.changed.length} what="changed" />
          <CappedList items={nodesOf(procedures.changed)} cap={12} label="Changed" testId="changes-changed">
            {(node) => (
              <ProcedureItem
                key={node}
                node={node}
                sign={<span class="item-sign"> · {(fieldsOf.get(node) ?? []).join(', ')}</span>}
              />
            )}
          </CappedList>
        </Part>
        {(['added', 'removed'] as const).map((change) => (
          <Part key={change} title={`${countOf(report.calls[change].length, 'call')} ${change}`}>
            <Showing shown={calls[change].length} of={report.calls[change].length} what={`calls ${change}`} />
            <CallList calls={calls[change]} change={change} named={named} />
          </Part>
        ))}
        <Gained report={report} shown={shownChanges.value ?? report} named={named} />
        <Affected report={report} />
      </div>
    </div>
  );
}

type Named = Changes['named'];

/** A procedure that the report names by id. */
function Mentioned({ id, named }: { readonly id: string; readonly named: Named }) {
  const procedure = named.get(id);
  return procedure === undefined ? <bdi>{id}</bdi> : <ProcedureName procedure={procedure} />;
}

interface CallListProps {
  readonly calls: DiffReport['calls']['added'];
  readonly change: 'added' | 'removed';
  readonly named: Named;
}

function CallList({ calls, change, named }: CallListProps) {
  return (
    <CappedList
      items={calls}
      cap={20}
      class="call-changes"
      label={`Calls ${change}`}
      testId={`calls-${change}`}
    >
      {({ caller, callee }, index) => (
        <li key={index} data-caller-id={caller} data-callee-id={callee}>
          <span class={`sign-${change}`}>{change === 'added' ? '+' : '−'}</span>{' '}
          <Mentioned id={caller} named={named} />
          <span class="arrow"> → </span>
          <Mentioned id={callee} named={named} />
        </li>
      )}
    </CappedList>
  );
}

interface GainedProps {
  readonly report: DiffReport;
  readonly shown: Pick<DiffReport, 'cycles' | 'orphans'>;
  readonly named: Named;
}

/** The cycles and orphans that came or went with the changes; nothing where there are none. */
function Gained({ report, shown, named }: GainedProps) {
  return (
    <>
      {(['gained', 'lost'] as const).map((change) => (
        <FoundPart key={change} what="cycle" change={change} shown={shown.cycles} all={report.cycles}>
          <CycleList cycles={shown.cycles[change]} change={change} named={named} />
        </FoundPart>
      ))}
      {(['gained', 'lost'] as const).map((change) => (
        <FoundPart key={change} what="orphan" change={change} shown={shown.orphans} all={report.orphans}>
          <OrphanList orphans={shown.orphans[change]} change={change} />
        </FoundPart>
      ))}
    </>
  );
}

type Counted = Readonly<Record<'gained' | 'lost', { readonly length: number }>>;

interface FoundPartProps {
  readonly what: 'cycle' | 'orphan';
  readonly change: 'gained' | 'lost';
  readonly shown: Counted;
  readonly all: Counted;
  readonly children: ComponentChildren;
}

function FoundPart({ what, change, shown, all, children }: FoundPartProps) {
  const of = all[change].length;
  if (of === 0) return null;
  return (
    <Part title={`${countOf(of, what)} ${change}`}>
      <Showing shown={shown[change].length} of={of} what={`${of === 1 ? what : `${what}s`} ${change}`} />
      {children}
    </Part>
  );
}

interface CycleListProps {
  readonly cycles: DiffReport['cycles']['gained'];
  readonly change: 'gained' | 'lost';
  readonly named: Named;
}

function CycleList({ cycles, change, named }: CycleListProps) {
  return (
    <CappedList
      items={cycles}
      cap={12}
      class="call-changes"
      label={`Cycles ${change}`}
      testId={`cycles-${change}`}
    >
      {(ids, index) => (
        <li key={index}>
          {ids.slice(0, 4).map((id, place) => (
            <span key={id}>
              {place > 0 && ', '}
              <Mentioned id={id} named={named} />
            </span>
          ))}
          {ids.length > 4 && ` and ${countOf(ids.length - 4, 'other')}`}
        </li>
      )}
    </CappedList>
  );
}

interface OrphanListProps {
  readonly orphans: DiffReport['orphans']['gained'];
  readonly change: 'gained' | 'lost';
}

function OrphanList({ orphans, change }: OrphanListProps) {
  const { graph } = useStore();
  return (
    <CappedList
      items={orphans}
      cap={12}
      class="call-changes"
      label={`Orphans ${change}`}
      testId={`orphans-${change}`}
    >
      {(orphan) => {
        const node = graph.indexOf(orphan.id);
        const sign = <span class="item-sign"> · {orphan.reason}</span>;
        return node === undefined ? (
          <li key={orphan.id} data-procedure-id={orphan.id}>
            <ProcedureName procedure={orphan} /> {sign}
          </li>
        ) : (
          <ProcedureItem key={orphan.id} node={node} sign={sign} />
        );
      }}
    </CappedList>
  );
}

/** Who is affected by all of it together. */
function Affected({ report }: { readonly report: DiffReport }) {
  const { count, owners } = report.impact;
  if (count === 0) return null;
  return (
    <Part title={`${countOf(count, 'procedure')} affected: whom to notify`}>
      <CappedList items={owners} cap={12} class="notified" label="Owners to notify" testId="changes-owners">
        {({ owner, count: procedures }) => (
          <li key={owner === null ? 'none' : `is=${owner}`} data-count={procedures}>
            <bdi class={owner === null ? 'none' : 'name'}>{owner ?? 'No owner'}</bdi>
            <span class="item-note">{countOf(procedures, 'procedure')}</span>
          </li>
        )}
      </CappedList>
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="card">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
