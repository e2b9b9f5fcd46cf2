import type { Cycle } from '@klarify-graph/core';
import { useMemo } from 'preact/hooks';
import { countOf, formatCount, isolatedName } from '../data/text.js';
import { createMeasure } from '../draw/canvas.js';
import { drawCycle, isDrawnWhole } from '../draw/cycle-drawing.js';
import type { Drawing } from '../draw/drawing.js';
import { useStore } from '../state/store-context.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { GraphCanvas, useDrawing } from './graph-canvas.js';
import { ChangeLegend } from './graph-legend.js';

/** The cycle chosen in the list, drawn as a ring. */
export function CycleView() {
  const { cycles, shownCycle, route, graph } = useStore();
  if (cycles.value === undefined) {
    return (
      <div class="page">
        <h2>Cycles</h2>
        <p class="empty">Looking for cycles…</p>
      </div>
    );
  }
  if (shownCycle.value === undefined) {
    const node = route.value.view === 'cycles' && route.value.id ? graph.indexOf(route.value.id) : undefined;
    return (
      <div class="page">
        <h2>{cycles.value.length === 0 ? 'No cycles' : 'No such cycle'}</h2>
        <p class="empty">
          {node !== undefined && (
            <>
              <ProcedureName procedure={graph.procedures[node]!} /> is in no cycle.{' '}
            </>
          )}
          {cycles.value.length === 0
            ? 'No procedure leads back to itself.'
            : 'The list on the left holds every cycle of this graph.'}
        </p>
      </div>
    );
  }
  return <CycleRing cycle={shownCycle.value} />;
}

function CycleRing({ cycle }: { readonly cycle: Cycle }) {
  const store = useStore();
  const { graph, selected } = store;
  const measure = useMemo(createMeasure, []);
  const draw = useDrawing(() => drawCycle(graph, cycle, measure, store.changeMarks), [graph, cycle]);
  const { nodes, shortest } = cycle;
  const whole = isDrawnWhole(cycle);
  const drawn = whole ? nodes.length : shortest.length;
  const title =
    drawn === 1
      ? 'A procedure that calls itself'
      : `A ${whole ? 'cycle' : 'loop'} of ${formatCount(drawn)} procedures`;
  return (
    <div class="focus-view" data-testid="cycle">
      <div class="toolbar">
        <div>
          <h2>{title}</h2>
          <p class="hint">{explain(cycle)}</p>
        </div>
      </div>
      <GraphCanvas
        label={`${title}, in call order. The details list its members. Arrow keys walk, Enter shows a procedure in the graph.`}
        draw={draw}
        chosen={selected.value}
        legend={(drawn) => <CycleLegend drawn={drawn} hasOthers={whole && nodes.length > shortest.length} />}
        announce={(node) => isolatedName(graph.procedures[node]!)}
        onChoose={(target) => {
          if (target.kind === 'procedure') selected.value = target.node;
        }}
        onOpen={(target) => {
          if (target.kind === 'procedure') store.focusOn(target.node);
        }}
      />
    </div>
  );
}

function CycleLegend({ drawn, hasOthers }: { readonly drawn: Drawing; readonly hasOthers: boolean }) {
  return (
    <div class="legend graph-legend">
      <span class="legend-loop">
        <span class="rule" /> shortest loop
      </span>
      {hasOthers && (
        <span class="legend-other">
          <span class="rule" /> other call
        </span>
      )}
      <span class="legend-cut">
        <span class="rule" /> suggested cut
      </span>
      <ChangeLegend drawn={drawn} />
      <span class="legend-note">Click a procedure for its details; double-click shows it in the graph.</span>
    </div>
  );
}

function explain(cycle: Cycle): string {
  if (isDrawnWhole(cycle)) return 'Read it clockwise: only the calls to cut lead back.';
  const { nodes, shortest } = cycle;
  if (nodes.length === shortest.length) return 'Clockwise, in call order.';
  return `The shortest loop among ${countOf(nodes.length, 'procedure')} that lead back to one another, clockwise in call order.`;
}
