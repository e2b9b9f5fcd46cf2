import type { Core, EdgeCollection, NodeSingular } from 'cytoscape';

interface Point {
  readonly x: number;
  readonly y: number;
}

const DURATION = 260;
/** The lines come once the boxes are nearly where they belong. */
const LINES_FROM = 0.55;

const easeOut = (time: number) => 1 - (1 - time) ** 3;

/**
 * Lets the boxes glide from where they stood on the screen to where they are now; those that stood nowhere appear. Gives
 * a function that ends it at once. `starts` holds rendered positions by key.
 */
export function glide(cy: Core, starts: ReadonlyMap<string, Point>, onEnd: () => void): () => void {
  const pan = cy.pan();
  const zoom = cy.zoom();
  const moving: { readonly node: NodeSingular; readonly from: Point; readonly to: Point }[] = [];
  const appearing = cy.nodes().filter((node) => !starts.has(node.id()));
  const edges: EdgeCollection = cy.edges();
  cy.nodes().forEach((node) => {
    const start = starts.get(node.id());
    if (start === undefined) return;
    const from = { x: (start.x - pan.x) / zoom, y: (start.y - pan.y) / zoom };
    moving.push({ node, from, to: { ...node.position() } });
  });
  const fading = [...appearing, ...edges].map(
    (element) => [element, element.numericStyle('opacity')] as const,
  );
  let frame = 0;
  let began: number | undefined;

  const place = (time: number) => {
    const way = easeOut(time);
    const lines = Math.max(0, (time - LINES_FROM) / (1 - LINES_FROM));
    cy.batch(() => {
      for (const { node, from, to } of moving) {
        node.position({ x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way });
      }
      for (const [element, opacity] of fading)
        element.style('opacity', opacity * (element.isEdge() ? lines : way));
    });
  };
  const end = () => {
    cancelAnimationFrame(frame);
    if (cy.destroyed()) return;
    cy.batch(() => {
      for (const { node, to } of moving) node.position(to);
      for (const [element] of fading) element.removeStyle('opacity');
    });
    onEnd();
  };
  const tick = (now: number) => {
    began ??= now;
    const time = (now - began) / DURATION;
    if (time >= 1) return end();
    place(time);
    frame = requestAnimationFrame(tick);
  };
  place(0);
  frame = requestAnimationFrame(tick);
  return end;
}
