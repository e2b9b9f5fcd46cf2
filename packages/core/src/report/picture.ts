import { callAttributes } from '../graph/graphology-shape.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import type { CallKind } from '../model/procedure.js';
import { compareByNameThenId } from '../model/text.js';
import type { CyclesReport } from './cycles-report.js';
import type { ImpactReport } from './impact-report.js';
import type { PathReport } from './path-report.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import type { Subject } from './source.js';
import { type TreeReport, walkTree } from './tree-report.js';

/** Why a procedure stands out: it was asked for, or every chain passes it. */
export type PictureRole = 'target' | 'mustPass';

/** How it differs from an earlier snapshot. */
export type PictureChange = 'added' | 'changed' | 'removed';

export interface PictureNode {
  readonly procedure: ProcedureSummary;
  readonly role: PictureRole | null;
  /** Absent where nothing is compared, or nothing differs. */
  readonly change?: PictureChange;
}

/** A call between two nodes of the picture, given by their positions. */
export interface PictureCall {
  readonly caller: number;
  readonly callee: number;
  readonly kinds: readonly CallKind[];
  readonly ambiguous: boolean;
  /** One of the calls to cut. */
  readonly cut: boolean;
  /** Absent where nothing is compared, or nothing differs. */
  readonly change?: Exclude<PictureChange, 'changed'>;
}

/** The procedures and calls that an answer is about, to be drawn from left (callers) to right (callees). */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  /** By caller, then callee, in the order of the nodes. */
  readonly calls: readonly PictureCall[];
}

/** The reports that can be drawn. */
export type DrawableReport = ImpactReport | CyclesReport | PathReport | TreeReport;

/**
 * Draws what a report is about, with the calls of the graph it was made of: self-calls and ambiguous calls among them,
 * missing procedures like any other; an empty report gives an empty picture. Never throws for a report of this graph.
 * Cost: O(V + E), calls sorted.
 */
export function pictureOf(subject: Subject, report: DrawableReport): Picture {
  switch (report.command) {
    case 'impact':
      return impactPicture(subject, report);
    case 'cycles':
      return cyclesPicture(subject, report);
    case 'path':
      return pathPicture(subject, report);
    case 'tree':
      return treePicture(subject, report);
  }
}

/** Draws the whole graph, by name then id; an empty graph gives an empty picture. Never throws. Cost: O(V + E), both sorted. */
export function graphPicture({ graph }: Subject): Picture {
  const procedures = [...graph.procedures].sort(compareByNameThenId).map(summarise);
  return drawing(graph, procedures, { role: () => null, shows: () => true });
}

/** The targets and all that leads to them or that they lead to, with the calls within each side. */
function impactPicture({ graph }: Subject, report: ImpactReport): Picture {
  const targets = idsOf(report.targets);
  const sides = [report.dependents, report.dependencies].map(
    (side) => new Set([...targets, ...idsOf(side?.procedures ?? [])]),
  );
  const procedures = [
    ...report.targets,
    ...(report.dependents?.procedures ?? []),
    ...(report.dependencies?.procedures ?? []),
  ];
  return drawing(graph, procedures, {
    role: (id) => (targets.has(id) ? 'target' : null),
    shows: (caller, callee) => sides.some((side) => side.has(caller) && side.has(callee)),
  });
}

/** The procedures of all cycles, with the calls within each. */
function cyclesPicture({ graph }: Subject, report: CyclesReport): Picture {
  const cycleOf = new Map(
    report.cycles.flatMap(({ procedures }, cycle) => procedures.map(({ id }) => [id, cycle])),
  );
  const cuts = pairs(report.cycles.flatMap(({ cut }) => cut));
  return drawing(
    graph,
    report.cycles.flatMap(({ procedures }) => procedures),
    {
      role: () => null,
      shows: (caller, callee) => cycleOf.get(caller) === cycleOf.get(callee),
      cuts,
    },
  );
}

/** The procedures of the chains listed and the calls along them; the two ends alone where there is no chain. */
function pathPicture({ graph }: Subject, report: PathReport): Picture {
  const { from, to, path, mustPass, paths, mentioned } = report;
  const ends = idsOf([from, to]);
  const passed = idsOf(mustPass);
  const chains = [path.map(({ id }) => id), ...(paths ?? [])];
  const steps = pairs(
    chains.flatMap((ids) => ids.slice(1).map((id, at) => ({ caller: ids[at]!, callee: id }))),
  );
  return drawing(graph, path.length === 0 ? [from, to] : [...path, ...(mentioned ?? [])], {
    role: (id) => (ends.has(id) ? 'target' : passed.has(id) ? 'mustPass' : null),
    shows: steps.has,
  });
}

/** The procedures of the tree, each once, and the calls that the tree shows. */
function treePicture({ graph }: Subject, { root, direction }: TreeReport): Picture {
  const procedures: ProcedureSummary[] = [];
  const steps: IdPair[] = [];
  for (const { node, parent } of walkTree(root)) {
    procedures.push(node);
    if (parent === null) continue;
    const [caller, callee] = direction === 'dependencies' ? [parent.id, node.id] : [node.id, parent.id];
    steps.push({ caller, callee });
  }
  return drawing(graph, procedures, {
    role: (id) => (id === root.id ? 'target' : null),
    shows: pairs(steps).has,
  });
}

interface IdPair {
  readonly caller: string;
  readonly callee: string;
}

interface Pairs {
  readonly has: (caller: string, callee: string) => boolean;
}

function pairs(all: readonly IdPair[]): Pairs {
  const calleesOf = new Map<string, Set<string>>();
  for (const { caller, callee } of all) {
    const callees = calleesOf.get(caller);
    if (callees === undefined) calleesOf.set(caller, new Set([callee]));
    else callees.add(callee);
  }
  return { has: (caller, callee) => calleesOf.get(caller)?.has(callee) === true };
}

function idsOf(procedures: readonly ProcedureSummary[]): ReadonlySet<string> {
  return new Set(procedures.map(({ id }) => id));
}

interface Drawing {
  readonly role: (id: string) => PictureRole | null;
  /** Whether a call between two procedures of the picture is drawn. */
  readonly shows: (caller: string, callee: string) => boolean;
  readonly cuts?: Pairs;
}

/** The picture of these procedures, each once, where it first stands. */
function drawing(
  graph: ProcedureGraph,
  procedures: readonly ProcedureSummary[],
  { role, shows, cuts }: Drawing,
): Picture {
  const nodes: PictureNode[] = [];
  const positions = new Map<number, number>();
  for (const procedure of procedures) {
    const number = graph.indexOf(procedure.id)!;
    if (positions.has(number)) continue;
    positions.set(number, nodes.length);
    nodes.push({ procedure, role: role(procedure.id) });
  }
  const { offsets, targets, calls: callNumbers } = graph.callees;
  const calls: PictureCall[] = [];
  for (const [number, caller] of positions) {
    const from = nodes[caller]!.procedure.id;
    const first = calls.length;
    for (let slot = offsets[number]!; slot < offsets[number + 1]!; slot++) {
      const callee = positions.get(targets[slot]!);
      if (callee === undefined) continue;
      const to = nodes[callee]!.procedure.id;
      if (!shows(from, to)) continue;
      calls.push({
        caller,
        callee,
        ...callAttributes(graph, callNumbers[slot]!),
        cut: cuts?.has(from, to) === true,
      });
    }
    const ofCaller = calls.splice(first).sort((a, b) => a.callee - b.callee);
    for (const call of ofCaller) calls.push(call);
  }
  return { nodes, calls };
}
