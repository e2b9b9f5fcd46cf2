import type { Direction } from '@klarify-graph/core';
import { countOf, formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { CountTable } from '../ui/count-table.js';
import { Icon } from '../ui/icon.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import type { ImpactColumns } from '../work/tasks.js';
import { distanceBreaks, useImpact } from './use-impact.js';

/** A chain may be thousands of steps long. */
const LEVELS_SHOWN = 12;

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
  const { graph, href } = useStore();
  const impact = useImpact([node]);
  return (
    <section class="section impact" aria-label="Impact">
      <h3>
        Impact
        <a class="heading-link" href={href({ view: 'impact', ids: [graph.procedures[node]!.id] })}>
          Open the impact view
        </a>
      </h3>
      {impact === undefined && <p class="empty">Computing…</p>}
      {impact && <ImpactDirection direction="dependents" side={impact.dependents} />}
      {impact && <ImpactDirection direction="dependencies" side={impact.dependencies} />}
    </section>
  );
}

interface ImpactDirectionProps {
  readonly direction: Direction;
  readonly side: ImpactColumns;
}

function ImpactDirection({ direction, side }: ImpactDirectionProps) {
  const words = WORDS[direction];
  const count = side.nodes.length;
  const owners = side.byOwner.filter(({ name }) => name !== null).length;
  const breaks = distanceBreaks(side);
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
            {breaks
              .slice(0, -1)
              .slice(0, LEVELS_SHOWN)
              .map((from, level) => {
                const distance = side.distances[from]!;
                const places = Array.from({ length: breaks[level + 1]! - from }, (_, index) => from + index);
                return (
                  <section key={distance} class="level">
                    <h5>
                      {countOf(distance, 'step')} <span class="count">{formatCount(places.length)}</span>
                    </h5>
                    <CappedList
                      items={places}
                      cap={distance === 1 ? 8 : 5}
                      label={`${words.title}, ${countOf(distance, 'step')}`}
                    >
                      {(place) => (
                        <ProcedureItem
                          key={side.nodes[place]}
                          node={side.nodes[place]!}
                          distance={distance}
                          sign={
                            side.ambiguous[place] === 1 && <span class="badge badge-warning">ambiguous</span>
                          }
                        />
                      )}
                    </CappedList>
                  </section>
                );
              })}
            {breaks.length - 1 > LEVELS_SHOWN && (
              <p class="hint">
                {countOf(side.nodes.length - breaks[LEVELS_SHOWN]!, 'procedure')} more than {LEVELS_SHOWN}{' '}
                steps away: the impact view lists them.
              </p>
            )}
          </div>
        </>
      )}
    </details>
  );
}
