import { buildTree, DEFAULT_TREE_OPTIONS, type TreeOptions } from '../analysis/build-tree.js';
import { findCall } from '../graph/find-call.js';
import { type Direction, isAmbiguousCall, type ProcedureGraph } from '../graph/procedure-graph.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type Envelope, envelope, type Subject } from './source.js';

/** A procedure at one place of the tree. A tree may be as deep as the longest chain: walk it with {@link walkTree}. */
export interface TreeNode extends ProcedureSummary {
  /** By name, then id. */
  readonly children: readonly TreeNode[];
  /** Present where the procedure stands at another place of the tree with what is below it, or closes a cycle. */
  readonly repeated?: true;
  /** Present where what is below is deeper than asked for. */
  readonly truncated?: true;
  /** Present where only ambiguous references state the call between it and the procedure above. */
  readonly ambiguous?: true;
}

export interface TreeReport extends Envelope<'tree'> {
  readonly direction: Direction;
  readonly root: TreeNode;
}

/** Reports what a procedure leads to, or what leads to it, as a tree; see {@link buildTree}. */
export function treeReport(subject: Subject, root: number, options: TreeOptions = {}): TreeReport {
  const { direction } = { ...DEFAULT_TREE_OPTIONS, ...options };
  const top: TreeNode[] = [];
  const open: TreeNode[][] = [top];
  const above: number[] = [];
  for (const { node, level, kind } of buildTree(subject.graph, root, options)) {
    const children: TreeNode[] = [];
    open[level]!.push({
      ...summarise(subject.graph.procedures[node]!),
      children,
      ...(kind === 'repeated' && { repeated: true }),
      ...(kind === 'truncated' && { truncated: true }),
      ...(level > 0 && isAmbiguous(subject.graph, direction, above[level - 1]!, node) && { ambiguous: true }),
    });
    open[level + 1] = children;
    above[level] = node;
  }
  return { ...envelope(subject, 'tree'), direction, root: top[0]! };
}

function isAmbiguous(graph: ProcedureGraph, direction: Direction, above: number, node: number): boolean {
  const [caller, callee] = direction === 'dependencies' ? [above, node] : [node, above];
  return isAmbiguousCall(graph, findCall(graph, caller, callee)!);
}

/** A procedure of a tree as a walk comes upon it. */
export interface TreeVisit {
  readonly node: TreeNode;
  readonly parent: TreeNode | null;
  /** Steps below the root, which is at 0. */
  readonly level: number;
  /** True when no sibling follows. */
  readonly last: boolean;
}

/** Walks a tree depth first, the root first. Iterative. Cost: linear in the tree. */
export function* walkTree(root: TreeNode): Generator<TreeVisit> {
  const open: TreeVisit[] = [{ node: root, parent: null, level: 0, last: true }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    yield visit;
    const { node, level } = visit;
    for (let child = node.children.length - 1; child >= 0; child--) {
      const last = child === node.children.length - 1;
      open.push({ node: node.children[child]!, parent: node, level: level + 1, last });
    }
  }
}
