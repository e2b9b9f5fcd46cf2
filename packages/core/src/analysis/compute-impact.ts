import type { Adjacency } from '../graph/adjacency.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import { type Direction, neighbours, type ProcedureGraph } from '../graph/procedure-graph.js';
import { UNREACHED, walkFrom } from '../graph/walk.js';
import type { Procedure } from '../model/procedure.js';
import { compareByNameThenId } from '../model/text.js';
import { compareOwners, groupOwners, type OwnerGroup } from './group-owners.js';
import { inheritOwners } from './inherit-owners.js';

/** A procedure that a change of the targets affects, or on which the targets depend. */
export interface ImpactedProcedure {
  readonly node: number;
  /** Calls to the nearest target. */
  readonly distance: number;
  /** The next procedure on a shortest chain towards the target. */
  readonly via: number;
  /** True when every chain to a target passes a call that only an ambiguous reference states. */
  readonly ambiguous: boolean;
  /** Owners that it takes over from what contains it, where it has none; see {@link inheritOwners}. */
  readonly ownersInherited: readonly string[];
}

/** How many of the procedures an owner answers for, or a lane takes part in; `null` gathers those without one. */
export interface ImpactGroup {
  readonly name: string | null;
  readonly count: number;
}

/** One direction of the impact, nearest first, then by name, then by id. */
export interface ImpactSide {
  readonly procedures: readonly ImpactedProcedure[];
  /** By count descending, then by name, `null` last. */
  readonly byOwner: readonly ImpactGroup[];
  readonly byLane: readonly ImpactGroup[];
  /** The same as `byOwner`, but for procedures without an owner by the owners that they inherit. */
  readonly owners: readonly OwnerGroup[];
}

export interface Impact {
  readonly targets: readonly number[];
  readonly dependents?: ImpactSide;
  readonly dependencies?: ImpactSide;
}

export interface ImpactOptions {
  readonly direction?: Direction | 'both';
  /** Calls away from the nearest target, at most. */
  readonly depth?: number;
}

export const DEFAULT_IMPACT_OPTIONS = { direction: 'both', depth: Number.POSITIVE_INFINITY } as const;

/**
 * Computes who is affected when the targets change (dependents: every procedure from which a target can be reached) and
 * what the targets rest on (dependencies: every procedure they reach). A target is in neither, even on a cycle; missing
 * procedures count like any other. Without targets, or on an empty graph, both sides are empty.
 * Never throws for nodes of the graph. Cost: O(V + E) and sorting what is reached.
 */
export function computeImpact(
  graph: ProcedureGraph,
  targets: readonly number[],
  options: ImpactOptions = {},
): Impact {
  const { direction, depth } = { ...DEFAULT_IMPACT_OPTIONS, ...options };
  const inherited = inheritOwners(graph);
  const side = (way: Direction) => computeSide(graph, unique, way, depth, inherited);
  const unique = [...new Set(targets)].sort((a, b) =>
    compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!),
  );
  return {
    targets: unique,
    ...(direction !== 'dependencies' && { dependents: side('dependents') }),
    ...(direction !== 'dependents' && { dependencies: side('dependencies') }),
  };
}

function computeSide(
  graph: ProcedureGraph,
  targets: readonly number[],
  direction: Direction,
  depth: number,
  inherited: readonly (readonly string[])[],
): ImpactSide {
  const away = neighbours(graph, direction);
  const back = neighbours(graph, direction === 'dependents' ? 'dependencies' : 'dependents');
  const { distances, order } = walkFrom(away, targets, depth);
  const certain = certainlyReached(graph, targets, direction);
  const found: Found[] = [];
  for (const node of order) {
    const distance = distances[node]!;
    if (distance > 0) found.push({ node, distance, procedure: graph.procedures[node]! });
  }
  found.sort((a, b) => a.distance - b.distance || compareByNameThenId(a.procedure, b.procedure));
  return {
    procedures: found.map(({ node, distance }) => ({
      node,
      distance,
      via: nextTowardsTarget(graph, back, distances, node),
      ambiguous: !certain(node),
      ownersInherited: inherited[node]!,
    })),
    byOwner: countGroups(found.map(({ procedure }) => [procedure.owner])),
    byLane: countGroups(
      found.map(({ procedure: { lanes } }) => (lanes.length === 0 ? NO_LANE : distinct(lanes))),
    ),
    owners: groupOwners(
      graph,
      found.map(({ node }) => node),
      inherited,
    ),
  };
}

/** With the procedure at hand: it is compared again and again. */
interface Found {
  readonly node: number;
  readonly distance: number;
  readonly procedure: Procedure;
}

const NO_LANE = [null];

/** Each name once; mostly there are few, and a set of them would cost more than the comparisons. */
function distinct(names: readonly string[]): readonly string[] {
  if (names.length > 8) return [...new Set(names)];
  const isOnce = names.every((name, at) => names.indexOf(name) === at);
  return isOnce ? names : names.filter((name, at) => names.indexOf(name) === at);
}

/** Tells whether a node is reached without ambiguous calls; walks only where the graph has such calls. */
function certainlyReached(
  graph: ProcedureGraph,
  targets: readonly number[],
  direction: Direction,
): (node: number) => boolean {
  const certain = withoutAmbiguousCalls(graph);
  if (certain === graph) return () => true;
  const { distances } = walkFrom(neighbours(certain, direction), targets);
  return (node) => distances[node] !== UNREACHED;
}

/** Of the neighbours one step nearer, the first by name, so that the answer does not hang on the order of the list. */
function nextTowardsTarget(
  graph: ProcedureGraph,
  back: Adjacency,
  distances: Uint32Array,
  node: number,
): number {
  let best = -1;
  for (let slot = back.offsets[node]!; slot < back.offsets[node + 1]!; slot++) {
    const next = back.targets[slot]!;
    if (distances[next] !== distances[node]! - 1) continue;
    if (best === -1 || compareByNameThenId(graph.procedures[next]!, graph.procedures[best]!) < 0) best = next;
  }
  return best;
}

/** How often each name occurs, by count descending, then by name, `null` last. Never throws. Cost: linear, and sorting the names. */
export function countGroups(memberships: readonly (readonly (string | null)[])[]): readonly ImpactGroup[] {
  const counts = new Map<string | null, number>();
  for (const names of memberships) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || compareOwners(a.name, b.name));
}
