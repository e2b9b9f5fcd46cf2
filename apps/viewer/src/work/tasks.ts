import {
  type Cycle,
  compareByNameThenId,
  computeImpact,
  computeRetirement,
  countReachable,
  findCycles,
  findOrphans,
  type ImpactGroup,
  type ImpactSide,
  type Orphan,
  type OwnerGroup,
  type ProcedureGraph,
  type Retirement,
} from '@klarify-graph/core';
import { type CommunityPartition, communityHubs, nearestRoots, type Partition } from '../data/partitions.js';

/** One direction of an impact as columns, which a worker hands over without copying them. */
export interface ImpactColumns {
  readonly nodes: Uint32Array;
  readonly distances: Uint32Array;
  readonly vias: Uint32Array;
  readonly ambiguous: Uint8Array;
  readonly byOwner: readonly ImpactGroup[];
  readonly byLane: readonly ImpactGroup[];
  /** By the owners that answer for them, inherited ones included. */
  readonly owners: readonly OwnerGroup[];
  /** By node, the owners that those without one inherit; those that inherit none are absent. */
  readonly inherited: ReadonlyMap<number, readonly string[]>;
}

export interface ImpactAnswer {
  readonly dependents: ImpactColumns;
  readonly dependencies: ImpactColumns;
}

export interface Counts {
  readonly dependents: Uint32Array;
  readonly dependencies: Uint32Array;
}

/** The analyses that take more than 50 ms on a large organisation: what each asks and answers. */
export interface Tasks {
  readonly orphans: { readonly asked: readonly number[] | undefined; readonly answer: readonly Orphan[] };
  readonly cycles: { readonly asked: undefined; readonly answer: readonly Cycle[] };
  readonly counts: { readonly asked: undefined; readonly answer: Counts };
  /** For each node its place in the order by name, then id. */
  readonly ranks: { readonly asked: undefined; readonly answer: Uint32Array };
  readonly roots: { readonly asked: readonly number[] | undefined; readonly answer: Partition };
  readonly communities: { readonly asked: undefined; readonly answer: CommunityPartition };
  readonly impact: { readonly asked: readonly number[]; readonly answer: ImpactAnswer };
  readonly retirement: {
    readonly asked: {
      readonly targets: readonly number[];
      readonly entryPoints: readonly number[] | undefined;
    };
    readonly answer: Retirement;
  };
}
export type TaskName = keyof Tasks;

type Runner<Name extends TaskName> = (
  graph: ProcedureGraph,
  asked: Tasks[Name]['asked'],
) => Tasks[Name]['answer'];

export const RUN_TASK: { readonly [Name in TaskName]: Runner<Name> } = {
  orphans: (graph, entryPoints) => findOrphans(graph, { entryPoints }),
  cycles: (graph) => findCycles(graph),
  counts: (graph) => countReachable(graph),
  ranks: rankByName,
  roots: nearestRoots,
  communities: communityHubs,
  impact(graph, targets) {
    const { dependents, dependencies } = computeImpact(graph, targets);
    return { dependents: columnsOf(dependents!), dependencies: columnsOf(dependencies!) };
  },
  retirement: (graph, { targets, entryPoints }) => computeRetirement(graph, targets, { entryPoints }),
};

function columnsOf({ procedures, byOwner, byLane, owners }: ImpactSide): ImpactColumns {
  return {
    nodes: Uint32Array.from(procedures, ({ node }) => node),
    distances: Uint32Array.from(procedures, ({ distance }) => distance),
    vias: Uint32Array.from(procedures, ({ via }) => via),
    ambiguous: Uint8Array.from(procedures, ({ ambiguous }) => Number(ambiguous)),
    byOwner,
    byLane,
    owners,
    inherited: new Map(
      procedures.flatMap(({ node, ownersInherited }) =>
        ownersInherited.length === 0 ? [] : [[node, ownersInherited] as const],
      ),
    ),
  };
}

function rankByName({ procedures }: ProcedureGraph): Uint32Array {
  const order = Uint32Array.from(procedures.keys()).sort((a, b) =>
    compareByNameThenId(procedures[a]!, procedures[b]!),
  );
  const ranks = new Uint32Array(order.length);
  for (const [rank, node] of order.entries()) ranks[node] = rank;
  return ranks;
}
