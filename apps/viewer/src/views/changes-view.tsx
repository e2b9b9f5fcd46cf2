import type { DiffReport } from '@klarify-graph/core';
import type { ComponentChildren } from 'preact';
import { CHANGE, type Changes } from '../data/changes.js';
import { keepMatching } from '../data/matching.js';
import { countOf, formatDay } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
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
  const { graph, matches } = useStore();
  const { report, fieldsOf } = changes;
  const { procedures, calls } = report;
  const nodesOf = (list: readonly { readonly id: string }[]) =>
    list.flatMap(({ id }) => graph.indexOf(id) ?? []);
  const added = nodesOf(procedures.added);
  const changed = nodesOf(procedures.changed);
  const shownAdded = keepMatching(matches.value, added, (node) => node);
  const shownChanged = keepMatching(matches.value, changed, (node) => node);
  const name = (id: string) => {
    const procedure = changes.named.get(id);
    return procedure === undefined ? <bdi>{id}</bdi> : <ProcedureName procedure={procedure} />;
  };
  const callList = (list: typeof calls.added, id: string, sign: string) => (
    <CappedList items={list} cap={20} class="call-changes" label={`${sign} calls`} testId={id}>
      {({ caller, callee }, index) => (
        <li key={index} data-caller-id={caller} data-callee-id={callee}>
          <span class={sign === '+' ? 'sign-added' : 'sign-removed'}>{sign}</span> {name(caller)}
          <span class="arrow"> → </span>
          {name(callee)}
        </li>
      )}
    </CappedList>
  );
  return (
    <div class="page" data-testid="changes">
      <h2>Changes</h2>
      <p class="hint">
        {report.before.fetchedAt === null
          ? 'Since the earlier snapshot'
          : `Since ${formatDay(report.before.fetchedAt)}`}
        , as <code>klarify-graph diff</code> tells them.
      </p>
      <div class="retired">
        <Part title={countOf(added.length, 'procedure added', 'procedures added')}>
          <Showing shown={shownAdded.length} of={added.length} what="added" />
          <CappedList items={shownAdded} cap={12} label="Added" testId="changes-added">
            {(node) => <ProcedureItem key={node} node={node} />}
          </CappedList>
        </Part>
        <Part title={countOf(procedures.removed.length, 'procedure removed', 'procedures removed')}>
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
        <Part title={countOf(changed.length, 'procedure changed', 'procedures changed')}>
          <Showing shown={shownChanged.length} of={changed.length} what="changed" />
          <CappedList items={shownChanged} cap={12} label="Changed" testId="changes-changed">
            {(node) => (
              <ProcedureItem
                key={node}
                node={node}
                sign={<span class="item-sign"> · {(fieldsOf.get(node) ?? []).join(', ')}</span>}
              />
            )}
          </CappedList>
        </Part>
        <Part title={countOf(calls.added.length, 'call added', 'calls added')}>
          {callList(calls.added, 'calls-added', '+')}
        </Part>
        <Part title={countOf(calls.removed.length, 'call removed', 'calls removed')}>
          {callList(calls.removed, 'calls-removed', '−')}
        </Part>
        <Gained report={report} name={name} />
        <Affected report={report} />
      </div>
    </div>
  );
}

interface GainedProps {
  readonly report: DiffReport;
  readonly name: (id: string) => ComponentChildren;
}

/** The cycles and orphans that came or went with the changes; nothing where there are none. */
function Gained({ report, name }: GainedProps) {
  const { graph } = useStore();
  const { cycles, orphans } = report;
  const cycleList = (list: typeof cycles.gained, testId: string, title: string) =>
    list.length > 0 && (
      <Part title={title}>
        <CappedList items={list} cap={12} class="call-changes" label={title} testId={testId}>
          {(ids, index) => (
            <li key={index}>
              {ids.slice(0, 4).map((id, place) => (
                <span key={id}>
                  {place > 0 && ', '}
                  {name(id)}
                </span>
              ))}
              {ids.length > 4 && ` and ${countOf(ids.length - 4, 'other')}`}
            </li>
          )}
        </CappedList>
      </Part>
    );
  const orphanList = (list: typeof orphans.gained, testId: string, title: string) =>
    list.length > 0 && (
      <Part title={title}>
        <CappedList items={list} cap={12} class="call-changes" label={title} testId={testId}>
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
      </Part>
    );
  const of = (count: number, one: string, what: string) =>
    countOf(count, `${one} ${what}`, `${one}s ${what}`);
  return (
    <>
      {cycleList(cycles.gained, 'cycles-gained', of(cycles.gained.length, 'cycle', 'gained'))}
      {cycleList(cycles.lost, 'cycles-lost', of(cycles.lost.length, 'cycle', 'lost'))}
      {orphanList(orphans.gained, 'orphans-gained', of(orphans.gained.length, 'orphan', 'gained'))}
      {orphanList(orphans.lost, 'orphans-lost', of(orphans.lost.length, 'orphan', 'lost'))}
    </>
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

/** How a procedure differs from the earlier snapshot, field by field and call by call. */
export function ProcedureChanges({ node }: { readonly node: number }) {
  const { changes } = useStore();
  const flags = changes?.flags[node] ?? 0;
  if (changes === undefined || flags === 0) return null;
  const was = changes.wasOf.get(node);
  const gone = changes.goneOf.get(node) ?? [];
  return (
    <section class="section" data-testid="procedure-changes">
      <h3>Since the earlier snapshot</h3>
      {(flags & CHANGE.added) !== 0 && <p class="hint">It was not there.</p>}
      {(changes.fieldsOf.get(node) ?? []).map((field) => {
        const before = was && field in was ? was[field as keyof typeof was] : undefined;
        return (
          <p key={field} class="hint">
            {field} changed
            {before !== undefined && (
              <>
                , was <bdi>{Array.isArray(before) ? before.join(', ') : String(before ?? '–')}</bdi>
              </>
            )}
          </p>
        );
      })}
      {gone.length > 0 && (
        <CappedList items={gone} cap={8} class="call-changes" label="Calls removed">
          {(procedure, index) => (
            <li key={index}>
              <span class="sign-removed">−</span> call with <ProcedureName procedure={procedure} />
            </li>
          )}
        </CappedList>
      )}
    </section>
  );
}
