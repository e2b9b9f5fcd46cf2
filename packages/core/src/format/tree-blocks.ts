import { countOf } from '../model/text.js';
import { type TreeReport, type TreeVisit, walkTree } from '../report/tree-report.js';
import { type Block, heading, line, type TreeRow } from './blocks.js';
import { shownName } from './escape.js';

/** Says what a tree says, for people: what is not shown a second time is marked, with where it stands. */
export function treeBlocks({ root, direction }: TreeReport): readonly Block[] {
  const rows: TreeRow[] = [];
  const ids = new Set<string>();
  let deepest: number | null = null;
  const places: Places = { ancestors: [], levelOf: new Map(), leaves: new Set() };
  for (const visit of walkTree(root)) {
    const { node, level, last } = visit;
    const { id, name, url, children } = node;
    rows.push({ level, last, text: shownName(name), url, detail: `id:${id}${markOf(visit, places)}` });
    ids.add(id);
    if (children.length > 0) places.levelOf.set(id, level);
    else if (node.repeated !== true) places.leaves.add(id);
    places.ancestors[level] = id;
    if (node.truncated === true) deepest = level;
  }
  const count = countOf(ids.size - 1, 'procedure');
  const named = `"${root.name}" (id:${root.id})`;
  const cutOff = deepest === null ? '' : ` within ${countOf(deepest, 'call')} (… marks where more follows)`;
  const [title, summary] =
    direction === 'dependencies'
      ? [`What ${named} leads to`, `It leads to ${count}${cutOff}.`]
      : [`What leads to ${named}`, `${count} ${ids.size === 2 ? 'leads' : 'lead'} here${cutOff}.`];
  return [heading(1, title), { kind: 'tree', rows }, line(summary)];
}

/** Where procedures stand whose children are shown: each stands at one place only. */
interface Places {
  /** The ids above the row at hand, by level; those further in are left over from before. */
  readonly ancestors: string[];
  readonly levelOf: Map<string, number>;
  /** Below these is nothing that could stand elsewhere. */
  readonly leaves: Set<string>;
}

function markOf({ node, level }: TreeVisit, { ancestors, levelOf, leaves }: Places): string {
  const marks = `${node.missing ? ' (missing)' : ''}${node.ambiguous === true ? ' (ambiguous)' : ''}`;
  if (node.truncated === true) return `${marks} …`;
  if (node.repeated !== true || leaves.has(node.id)) return marks;
  const shownAt = levelOf.get(node.id);
  if (shownAt === undefined) return `${marks} ↻ shown below`;
  const isCycle = shownAt < level && ancestors[shownAt] === node.id;
  return `${marks} ↻ ${isCycle ? 'cycle' : 'shown above'}`;
}
