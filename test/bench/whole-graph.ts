import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ProcedureGraph } from '@klarify-graph/core';

/** A library that draws every procedure and every call at once, on places given to it. */
interface Rival {
  readonly name: string;
  /** The package's entry, and beside which of its files the script for pages lies. */
  readonly entry: string;
  readonly script: string;
  /** Draws `nodes` and `links` into `stage`, and calls `drawn` after the first picture. */
  readonly draw: string;
}

const RIVALS: readonly Rival[] = [
  {
    name: 'force-graph',
    entry: 'force-graph',
    script: 'force-graph.min.js',
    // It draws some frames before it has the data: what counts is that every procedure was drawn.
    draw: `let seen = 0;
      new ForceGraph(stage).cooldownTicks(0).nodeLabel('name').linkDirectionalArrowLength(3)
      .nodeCanvasObjectMode(() => 'after').nodeCanvasObject(() => { seen++; })
      .onRenderFramePost(() => seen >= nodes.length && drawn())
      .centerAt(middle, middle).zoom(scale).minZoom(0.001).graphData({
        nodes: nodes.map(([x, y, name], id) => ({ id, name, fx: x, fy: y })),
        links: links.map(([source, target]) => ({ source, target })),
      });`,
  },
  {
    name: 'vis-network',
    entry: 'vis-network/standalone/umd/vis-network.min.js',
    script: 'vis-network.min.js',
    draw: `const network = new vis.Network(stage, {
        nodes: nodes.map(([x, y, label], id) => ({ id, label, x, y })),
        edges: links.map(([from, to]) => ({ from, to })),
      }, { physics: false, layout: { improvedLayout: false }, edges: { smooth: false, arrows: 'to' } });
      network.fit({ animation: false });
      network.once('afterDrawing', () => drawn());`,
  },
];

const SPACING = 120;

/** A page for each library that is installed; `page` is absent where one is not. */
export function wholeGraphPages(
  graph: ProcedureGraph,
): readonly { readonly name: string; readonly page: string | undefined }[] {
  const across = Math.ceil(Math.sqrt(graph.procedures.length));
  const nodes = graph.procedures.map(({ name }, node) => [
    (node % across) * SPACING,
    Math.floor(node / across) * SPACING,
    name,
  ]);
  const { callers, callees } = graph.calls;
  const links = Array.from(callers, (caller, call) => [caller, callees[call]!]);
  const data = JSON.stringify({ nodes, links }).replaceAll('<', '\\u003c');
  return RIVALS.map(({ name, entry, script, draw }) => {
    const source = readLibrary(entry, script);
    const page =
      source === undefined
        ? undefined
        : `<!doctype html><meta charset="utf-8"><body><div id="stage" style="position:fixed;inset:0"></div>
<script type="application/json" id="data">${data}</script>
<script>${source}</script>
<script>
const { nodes, links } = JSON.parse(document.getElementById('data').textContent);
const stage = document.getElementById('stage');
const middle = ${(across * SPACING) / 2};
const scale = 850 / ${across * SPACING};
const drawn = () => { stage.className = 'drawn'; const mark = document.createElement('i'); mark.id = 'drawn'; document.getElementById('drawn') ?? document.body.append(mark); };
${draw}
</script>`;
    return { name, page };
  });
}

function readLibrary(entry: string, script: string): string | undefined {
  try {
    const beside = dirname(createRequire(import.meta.url).resolve(entry));
    return readFileSync(join(beside, script), 'utf8').replaceAll('</script', '<\\/script');
  } catch {
    return undefined;
  }
}
