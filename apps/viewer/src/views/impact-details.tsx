import { computeImpact, type Direction, type ImpactedProcedure, type ImpactSide } from '@klarify-graph/core';
import { useMemo } from 'preact/hooks';
import { countOf, formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { CountTable } from '../ui/count-table.js';
import { Icon } from '../ui/icon.js';
import { ProcedureItem } from '../ui/procedure-item.js';

const WORDS = {
  dependents: {
    title: 'Dependents',
    one: 'dependent',
    explained: 'affected when this procedure changes',
    none: 'Nothing depends on it.',
    owners: 'to notify',
  },
  dependencies: {
    title: 'Dependencies',
    one: 'dependency',
    explained: 'this procedure rests on',
    none: 'It depends on nothing.',
    owners: '',
  },
} as const;

/** Who is affected when the procedure changes, and what it rests on: the same analysis as the command line's. */
export function ImpactDetails({ node }: { readonly node: number }) {
  const { graph } = useStore();
  const { dependents, dependencies } = useMemo(() => computeImpact(graph, [node]), [graph, node]);
  return (
    <section class="section impact" aria-label="Impact">
      <h3>Impact</h3>
      {dependents && <ImpactDirection direction="dependents" side={dependents} />}
      {dependencies && <ImpactDirection direction="dependencies" side={dependencies} />}
    </section>
  );
}

interface ImpactDirectionProps {
  readonly direction: Direction;
  readonly side: ImpactSide;
}

function ImpactDirection({ direction, side }: ImpactDirectionProps) {
  const words = WORDS[direction];
  const count = side.procedures.length;
  const owners = side.byOwner.filter(({ name }) => name !== null).length;
  const levels = useMemo(() => levelsOf(side.procedures), [side]);
  const noun = countOf(count, words.one, direction).replace(/^[\d,]+ /, '');
  return (
    <details class="impact-side" open={direction === 'dependents' && count > 0} data-testid={direction}>
      <summary>
        <Icon name="next" />
        <span class="impact-total">
          <strong data-testid={`${direction}-count`}>{formatCount(count)}</strong> {noun}
          {' · '}
          <strong data-testid={`${direction}-owners-count`}>{formatCount(owners)}</strong>{' '}
          {owners === 1 ? 'owner' : 'owners'} {words.owners}
        </span>
      </summary>
      {count === 0 ? (
        <p class="empty">{words.none}</p>
      ) : (
        <>
          <p class="hint">Procedures {words.explained}.</p>
          <CountTable
            title="By owner"
            nameless="No owner"
            groups={side.byOwner}
            testId={`${direction}-by-owner`}
            cap={6}
          />
          <CountTable
            title="By lane"
            nameless="No lane"
            groups={side.byLane}
            testId={`${direction}-by-lane`}
            cap={4}
          />
          <h4>By distance</h4>
          <div data-testid={`${direction}-list`}>
            {levels.map(({ distance, procedures }) => (
              <section key={distance} class="level">
                <h5>
                  {countOf(distance, 'step')} <span class="count">{formatCount(procedures.length)}</span>
                </h5>
                <CappedList
                  items={procedures}
                  cap={distance === 1 ? 8 : 5}
                  label={`${words.title}, ${countOf(distance, 'step')}`}
                >
                  {({ node, ambiguous }) => (
                    <ProcedureItem
                      key={node}
                      node={node}
                      distance={distance}
                      sign={ambiguous && <span class="badge badge-warning">ambiguous</span>}
                    />
                  )}
                </CappedList>
              </section>
            ))}
          </div>
        </>
      )}
    </details>
  );
}

interface Level {
  readonly distance: number;
  readonly procedures: ImpactedProcedure[];
}

/** Parts procedures that come nearest first by their distance. */
function levelsOf(procedures: readonly ImpactedProcedure[]): readonly Level[] {
  const levels: Level[] = [];
  for (const procedure of procedures) {
    const last = levels.at(-1);
    if (last?.distance === procedure.distance) last.procedures.push(procedure);
    else levels.push({ distance: procedure.distance, procedures: [procedure] });
  }
  return levels;
}
