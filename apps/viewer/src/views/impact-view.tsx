import { PROCEDURE_COLUMNS, procedureCells } from '@klarify-graph/core';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatRows } from '../data/csv.js';
import { countMatching } from '../data/matching.js';
import { countOf, formatCount } from '../data/text.js';
import type { ImpactMode, Route } from '../state/route.js';
import { useStore } from '../state/store-context.js';
import { Choice } from '../ui/choice.js';
import { ProcedurePicker } from '../ui/combobox.js';
import { Icon } from '../ui/icon.js';
import { ProcedureName } from '../ui/procedure-name.js';
import type { ImpactColumns } from '../work/tasks.js';
import { ChainStrip } from './chain-strip.js';
import { ImpactBoard } from './impact-board.js';
import { RetirementBoard } from './retirement-board.js';
import { useImpact } from './use-impact.js';

type ImpactRoute = Extract<Route, { view: 'impact' }>;

const MODES = [
  ['dependents', 'Who is affected'],
  ['dependencies', 'What it rests on'],
  ['retire', 'What breaks if archived'],
] as const satisfies readonly (readonly [ImpactMode, string])[];
const GROUPS = [
  ['owner', 'Owner'],
  ['lane', 'Lane'],
] as const;

/** Whom a change of some procedures affects, by distance and owner or lane. */
export function ImpactView() {
  const { route, graph, go } = useStore();
  const here: ImpactRoute = route.value.view === 'impact' ? route.value : { view: 'impact', ids: [] };
  const { ids, mode = 'dependents', by = 'owner' } = here;
  const targets = useMemo(() => ids.flatMap((id) => graph.indexOf(id) ?? []), [ids, graph]);
  const show = (next: Partial<ImpactRoute>) => go({ ...here, ...next });
  return (
    <div class="page page-wide impact-page" data-testid="impact" data-mode={mode}>
      <h2>Impact</h2>
      <Targets
        targets={targets}
        onChange={(nodes) => show({ ids: nodes.map((node) => graph.procedures[node]!.id) })}
      />
      {targets.length === 0 ? (
        <p class="empty impact-empty">
          Add one procedure or several: this page shows everyone whom a change of them affects, and whom to
          notify.
        </p>
      ) : (
        <>
          <div class="toolbar-line">
            <Choice
              legend="Show"
              options={MODES}
              value={mode}
              onChange={(next) => {
                const { mode: _, ...rest } = here;
                go(next === 'dependents' ? rest : { ...rest, mode: next });
              }}
            />
            {mode !== 'retire' && (
              <Choice
                legend="Rows"
                options={GROUPS}
                value={by}
                onChange={(next) => {
                  const { by: _, ...rest } = here;
                  go(next === 'owner' ? rest : { ...rest, by: next });
                }}
              />
            )}
          </div>
          {mode === 'retire' ? (
            <RetirementBoard targets={targets} />
          ) : (
            <Answer
              key={mode}
              targets={targets}
              direction={mode === 'dependencies' ? mode : 'dependents'}
              by={by}
            />
          )}
        </>
      )}
    </div>
  );
}

interface TargetsProps {
  readonly targets: readonly number[];
  readonly onChange: (targets: readonly number[]) => void;
}

/** The procedures that change, and a field to add others. */
function Targets({ targets, onChange }: TargetsProps) {
  const { graph, href } = useStore();
  return (
    <div class="targets">
      <ul class="target-list" aria-label="Procedures that change" data-testid="targets">
        {targets.map((node) => {
          const procedure = graph.procedures[node]!;
          return (
            <li key={node} class="target" data-procedure-id={procedure.id}>
              <a href={href({ view: 'focus', id: procedure.id })}>
                <ProcedureName procedure={procedure} />
              </a>
              <button
                type="button"
                aria-label={`Remove ${procedure.name}`}
                onClick={() => onChange(targets.filter((other) => other !== node))}
              >
                <Icon name="close" />
              </button>
            </li>
          );
        })}
      </ul>
      <ProcedurePicker
        id="add-target"
        label="Add a procedure that changes"
        placeholder={targets.length === 0 ? 'Which procedure changes?' : 'Add another'}
        onPick={(node) => onChange([...targets.filter((other) => other !== node), node])}
      />
    </div>
  );
}

interface AnswerProps {
  readonly targets: readonly number[];
  readonly direction: 'dependents' | 'dependencies';
  readonly by: 'owner' | 'lane';
}

function Answer({ targets, direction, by }: AnswerProps) {
  const { matches } = useStore();
  const impact = useImpact(targets);
  const [pointed, setPointed] = useState<number | undefined>();
  const frame = useRef<HTMLDivElement>(null);
  const side = impact?.[direction];
  const viaOf = useMemo(
    () => new Map(side && Array.from(side.nodes, (node, place) => [node, side.vias[place]!])),
    [side],
  );
  const chain = useMemo(
    () => (pointed === undefined ? [] : chainFrom(viaOf, pointed, direction)),
    [viaOf, pointed],
  );
  useEffect(() => markChain(frame.current, chain), [chain]);
  if (side === undefined) return <p class="empty">Computing…</p>;
  const owners = side.byOwner.filter(({ name }) => name !== null).length;
  const farthest = side.distances.at(-1) ?? 0;
  const matching = countMatching(matches.value, side.nodes);
  const noun = direction === 'dependents' ? 'dependent' : 'dependency';
  if (side.nodes.length === 0)
    return (
      <p class="empty">{direction === 'dependents' ? 'Nothing depends on it.' : 'It depends on nothing.'}</p>
    );
  return (
    <div ref={frame}>
      <p class="summary-line">
        <strong data-testid="impact-count">{formatCount(side.nodes.length)}</strong>{' '}
        {countOf(side.nodes.length, noun, direction).replace(/^\S+ /, '')} ·{' '}
        <strong>{formatCount(owners)}</strong> {owners === 1 ? 'owner' : 'owners'}{' '}
        {direction === 'dependents' && 'to notify'} · up to <strong>{formatCount(farthest)}</strong>{' '}
        {farthest === 1 ? 'step' : 'steps'} away
        {matching < side.nodes.length && (
          <span class="showing" data-testid="impact-showing">
            {' '}
            · showing {formatCount(matching)} of {formatCount(side.nodes.length)}
          </span>
        )}
      </p>
      <ImpactBoard side={side} by={by} onPoint={setPointed} />
      <ChainStrip chain={chain} ends={direction === 'dependents' ? 'target last' : 'target first'} />
    </div>
  );
}

/** The chain of calls between a procedure and the target nearest to it, in call order. */
function chainFrom(
  viaOf: ReadonlyMap<number, number>,
  node: number,
  direction: AnswerProps['direction'],
): readonly number[] {
  const chain = [node];
  for (let next = viaOf.get(node); next !== undefined; next = viaOf.get(next)) chain.push(next);
  return direction === 'dependents' ? chain : chain.reverse();
}

/** Marks the chips of a chain without drawing the board anew. */
function markChain(frame: HTMLElement | null, chain: readonly number[]): void {
  const inChain = new Set(chain);
  for (const chip of frame?.querySelectorAll<HTMLElement>('.chip') ?? [])
    chip.classList.toggle('in-chain', inChain.has(Number(chip.dataset['node'])));
}

/** The answer as the command line's `impact --format csv` writes it. */
export function impactCsv(
  procedures: ReturnType<typeof useStore>['graph']['procedures'],
  sides: Readonly<Record<'dependents' | 'dependencies', ImpactColumns>>,
  isShown: (node: number) => boolean = () => true,
): string {
  const rows = (['dependents', 'dependencies'] as const).flatMap((direction) => {
    const { nodes, distances, vias, ambiguous, inherited } = sides[direction];
    return Array.from(nodes).flatMap((node, place) =>
      isShown(node)
        ? [
            [
              direction,
              distances[place]!,
              ...procedureCells(procedures[node]!),
              procedures[vias[place]!]!.id,
              ambiguous[place] === 1,
              (inherited.get(node) ?? []).join('; '),
            ],
          ]
        : [],
    );
  });
  return formatRows([
    ['direction', 'distance', ...PROCEDURE_COLUMNS, 'via', 'ambiguous', 'ownersInherited'],
    ...rows,
  ]);
}
