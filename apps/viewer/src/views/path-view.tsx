import { useMemo } from 'preact/hooks';
import { type ShortestChains, shortestChains } from '../data/chains.js';
import { countOf, formatCount, isolatedName } from '../data/text.js';
import { createMeasure } from '../draw/canvas.js';
import { drawChains } from '../draw/chains-drawing.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { ProcedurePicker } from '../ui/combobox.js';
import { Icon } from '../ui/icon.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { GraphCanvas, useDrawing } from './graph-canvas.js';
import { GraphLegend } from './graph-legend.js';

/** The two ends that the address names; `undefined` where it names none or one that the graph does not hold. */
export function usePathEnds(): { readonly from: number | undefined; readonly to: number | undefined } {
  const { route, graph } = useStore();
  const { from, to } = route.value.view === 'path' ? route.value : {};
  return {
    from: from === undefined ? undefined : graph.indexOf(from),
    to: to === undefined ? undefined : graph.indexOf(to),
  };
}

export function useChains(): ShortestChains | undefined {
  const { graph } = useStore();
  const { from, to } = usePathEnds();
  return useMemo(
    () => (from === undefined || to === undefined ? undefined : shortestChains(graph, from, to)),
    [graph, from, to],
  );
}

/** How calls lead from one procedure to another. */
export function PathView() {
  const { graph, go } = useStore();
  const { from, to } = usePathEnds();
  const chains = useChains();
  const show = (start: number | undefined, end: number | undefined) =>
    go({
      view: 'path',
      ...(start !== undefined && { from: graph.procedures[start]!.id }),
      ...(end !== undefined && { to: graph.procedures[end]!.id }),
    });
  return (
    <div class="focus-view" data-testid="path">
      <div class="toolbar path-toolbar">
        <h2>Path</h2>
        <End id="path-from" title="From" node={from} onPick={(node) => show(node, to)} />
        <Icon name="next" />
        <End id="path-to" title="To" node={to} onPick={(node) => show(from, node)} />
        <button
          type="button"
          class="button"
          disabled={from === undefined && to === undefined}
          onClick={() => show(to, from)}
        >
          Swap
        </button>
      </div>
      {from === undefined || to === undefined ? (
        <p class="empty path-note">Choose two procedures to see how calls lead from one to the other.</p>
      ) : chains === undefined ? (
        <div class="path-note">
          <h3>No chain</h3>
          <p class="empty">No chain of calls leads from the first to the second.</p>
          <p>
            <button type="button" class="button" onClick={() => show(to, from)}>
              Look the other way round
            </button>
          </p>
        </div>
      ) : (
        <Chains chains={chains} />
      )}
    </div>
  );
}

interface EndProps {
  readonly id: string;
  readonly title: string;
  readonly node: number | undefined;
  readonly onPick: (node: number) => void;
}

function End({ id, title, node, onPick }: EndProps) {
  const { graph } = useStore();
  const name = node === undefined ? undefined : isolatedName(graph.procedures[node]!);
  return (
    <ProcedurePicker
      id={id}
      label={`${title} which procedure`}
      placeholder={name ?? `${title} …`}
      onPick={onPick}
    />
  );
}

function Chains({ chains }: { readonly chains: ShortestChains }) {
  const store = useStore();
  const { graph, selected, cycleOf } = store;
  const measure = useMemo(createMeasure, []);
  const cycles = cycleOf.value;
  const isMatch = store.matches.value;
  const draw = useDrawing(
    ({ width }) =>
      drawChains(graph, chains, {
        width,
        measure,
        inCycle: (node) => (cycles[node] ?? 0) > 0,
        isPale: (node) => isMatch?.[node] === 0,
        marks: store.changeMarks,
      }),
    [chains, cycles, isMatch],
  );
  const steps = chains.columns.length - 1;
  return (
    <>
      <p class="hint path-summary" data-testid="path-summary">
        {countOf(chains.count, 'shortest chain')} of {countOf(steps, 'call')}
        {chains.mustPass.length > 0 &&
          ` · every chain, longer ones too, passes ${countOf(chains.mustPass.length, 'procedure')}`}
        {chains.ambiguous && ' · only by ambiguous calls'}
      </p>
      <GraphCanvas
        label={`The shortest chains of calls, ${countOf(steps, 'step')} from left to right. The details list them. Arrow keys walk, Enter shows a procedure in the graph.`}
        draw={draw}
        chosen={selected.value}
        legend={(drawn) => (
          <GraphLegend
            drawn={drawn}
            note="Framed: every chain passes it. Double-click or Enter shows a procedure."
          />
        )}
        announce={(node) => isolatedName(graph.procedures[node]!)}
        onChoose={(target) => {
          if (target.kind === 'procedure') selected.value = target.node;
        }}
        onOpen={(target) => {
          if (target.kind === 'procedure') store.focusOn(target.node);
        }}
      />
    </>
  );
}

/** The chains in words. */
export function PathDetails({ chains }: { readonly chains: ShortestChains }) {
  const { graph, selected } = useStore();
  const choose = (node: number) => {
    selected.value = node;
  };
  const { columns, mustPass, count } = chains;
  return (
    <div data-testid="path-details">
      <p class="overline">{countOf(count, 'shortest chain')}</p>
      <h2>{countOf(columns.length - 1, 'call')}</h2>
      <h3>Every chain passes</h3>
      {mustPass.length === 0 && (
        <p class="empty">
          {columns.length === 2
            ? 'Nothing: the first calls the last.'
            : 'Nothing: there is a way around each procedure.'}
        </p>
      )}
      <CappedList items={mustPass} cap={20} label="Every chain passes" testId="must-pass" ordered={true}>
        {(node) => <ProcedureItem key={node} node={node} onChoose={choose} />}
      </CappedList>
      <h3>Step by step</h3>
      <CappedList
        items={columns}
        cap={20}
        class="path-steps"
        label="Steps"
        testId="path-steps"
        ordered={true}
      >
        {(nodes, step) => (
          <li key={step}>
            {nodes.length > 1 && (
              <p class="hint">
                {formatCount(nodes.length)} ways through step {step}
              </p>
            )}
            <CappedList items={nodes} cap={6} label={`Step ${step}`}>
              {(node) => <ProcedureItem key={node} node={node} distance={step} onChoose={choose} />}
            </CappedList>
          </li>
        )}
      </CappedList>
      <p class="hint">
        From <ProcedureName procedure={graph.procedures[columns[0]![0]!]!} />, in call order.
      </p>
    </div>
  );
}
