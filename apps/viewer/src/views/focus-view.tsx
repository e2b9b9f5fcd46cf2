import { useMemo } from 'preact/hooks';
import { matcherOf } from '../data/matching.js';
import { countOf, isolatedName } from '../data/text.js';
import { createMeasure } from '../draw/canvas.js';
import type { DrawnTarget } from '../draw/drawing.js';
import { type Column, expandColumn, focusColumns, roomToExpand } from '../draw/focus-columns.js';
import { drawFocus } from '../draw/focus-drawing.js';
import { MOST_STEPS, type Route, START } from '../state/route.js';
import { useStore } from '../state/store-context.js';
import { Choice } from '../ui/choice.js';
import { Icon } from '../ui/icon.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { UnknownProcedure } from './address-notices.js';
import { GraphCanvas, useDrawing } from './graph-canvas.js';
import { GraphLegend } from './graph-legend.js';

const PER_COLUMN = 12;
const STEP_OPTIONS = Array.from(
  { length: MOST_STEPS },
  (_, index) => [index + 1, String(index + 1)] as const,
);

type ColumnTarget = Extract<DrawnTarget, { kind: 'column' }>;
type FocusRoute = Extract<Route, { view: 'focus' }>;
const NONE_EXPANDED: NonNullable<FocusRoute['more']> = [];

/** One procedure, its callers on the left and its callees on the right. */
export function FocusView() {
  const store = useStore();
  const { route, focused } = store;
  if (focused.value === undefined) {
    const asked = route.value.view === 'focus' ? route.value.id : '';
    return (
      <div class="page">
        <h2>No such procedure</h2>
        <UnknownProcedure id={asked} />
      </div>
    );
  }
  return <FocusedProcedure focus={focused.value} />;
}

function FocusedProcedure({ focus }: { readonly focus: number }) {
  const store = useStore();
  const { graph, route, selected, openColumn, cycleOf } = store;
  const here: FocusRoute = route.value.view === 'focus' ? route.value : { view: 'focus', id: '' };
  const { steps = 1, more: expanded = NONE_EXPANDED } = here;
  const expandedKey = JSON.stringify(expanded);
  const measure = useMemo(createMeasure, []);
  const isMatch = store.matches.value;
  const isMatching = isMatch && matcherOf(isMatch);
  const columns = useMemo(
    () => focusColumns(graph, focus, { steps, perColumn: PER_COLUMN, expanded, isMatch: isMatching }),
    [graph, focus, steps, expandedKey, isMatch],
  );
  const cycles = cycleOf.value;
  const draw = useDrawing(
    ({ width }) =>
      drawFocus(graph, focus, columns, {
        width,
        measure,
        inCycle: (node) => (cycles[node] ?? 0) > 0,
        isPale: (node) => isMatch?.[node] === 0,
        marks: store.changeMarks,
      }),
    [columns, cycles, isMatch],
  );
  const choose = (target: DrawnTarget) => {
    if (target.kind === 'column') {
      if (target.action === 'list') openColumn.value = target.place;
      else expand(target);
    } else if (target.kind === 'procedure' || target.node !== undefined) {
      openColumn.value = undefined;
      selected.value = target.node === focus ? undefined : target.node;
    }
  };
  /** Shows more of a column in its place, or as little as at first. */
  const expand = ({ place, action }: ColumnTarget, { byKeyboard = false } = {}) => {
    const column = columns.find((c) => c.side === place.side && c.distance === place.distance);
    if (column === undefined) return;
    selected.value = byKeyboard && action === 'expand' ? nextIn(column) : undefined;
    const more = expandColumn(expanded, place, action === 'fewer' ? 'none' : roomToExpand(columns, column));
    store.go({ view: 'focus', id: here.id, ...(steps > 1 && { steps }), ...(more.length > 0 && { more }) });
  };
  /** The first procedure that expanding a column shows. */
  const nextIn = ({ side, distance, nodes }: Column) => {
    const rows = nodes.length + 1;
    const options = {
      steps,
      perColumn: PER_COLUMN,
      expanded: [{ side, distance, rows }],
      isMatch: isMatching,
    };
    return focusColumns(graph, focus, options).find((c) => c.side === side && c.distance === distance)?.nodes[
      nodes.length
    ];
  };
  const direct = (side: 'callers' | 'callees') =>
    columns.find((c) => c.side === side && c.distance === 1)?.total ?? 0;
  const label = `Graph around ${isolatedName(graph.procedures[focus]!)}: ${countOf(direct('callers'), 'caller')} on the left, ${countOf(direct('callees'), 'callee')} on the right. Left and right arrow walk along calls, up and down within a column, Enter centres. The details list the same procedures.`;
  return (
    <div class="focus-view" data-testid="focus" data-procedure-id={graph.procedures[focus]?.id}>
      <div class="toolbar">
        <Trail />
        <Choice
          legend="Steps"
          options={STEP_OPTIONS}
          value={steps}
          onChange={(next) => {
            store.go({ view: 'focus', id: graph.procedures[focus]!.id, ...(next > 1 && { steps: next }) });
          }}
        />
      </div>
      <GraphCanvas
        label={label}
        draw={draw}
        chosen={selected.value}
        legend={(drawn) => <GraphLegend drawn={drawn} />}
        announce={(node) => isolatedName(graph.procedures[node]!)}
        onChoose={choose}
        onUndrawn={() => {
          selected.value = undefined;
        }}
        onOpen={(target) => {
          if (target.kind === 'procedure') store.focusOn(target.node);
          else if (target.kind === 'ghost') store.go({ view: 'focus', id: target.procedure.id });
          else if (target.action === 'list') choose(target);
          else expand(target, { byKeyboard: true });
        }}
      />
      {columns.length === 0 && <p class="canvas-note">Nothing calls this procedure, and it calls nothing.</p>}
    </div>
  );
}

/** The procedures focused so far, the present one last. */
function Trail() {
  const { trail, graph, route, href } = useStore();
  const steps = route.value.view === 'focus' ? route.value.steps : undefined;
  return (
    <nav class="trail" aria-label="Procedures visited">
      <ol>
        <li>
          <a href={href(START)}>Overview</a>
        </li>
        {trail.value.map((node, index) => {
          const procedure = graph.procedures[node]!;
          const isHere = index === trail.value.length - 1;
          return (
            <li key={node}>
              <Icon name="next" />
              <a
                href={href({ view: 'focus', id: procedure.id, ...(steps && { steps }) })}
                aria-current={isHere ? 'page' : undefined}
              >
                <ProcedureName procedure={procedure} />
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
