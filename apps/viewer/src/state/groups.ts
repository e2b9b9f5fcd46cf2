import type { ProcedureGraph } from '@klarify-graph/core';
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Field, ValueIndex } from '../data/facets.js';
import { type Group, type Grouping, gatherGroups } from '../data/groups.js';
import { type Matches, matcherOf } from '../data/matching.js';
import { type CommunityPartition, indexPartition, type Partition } from '../data/partitions.js';
import type { Route } from './route.js';

/** The groups of the overview, of the procedures that match. */
export interface Groups {
  readonly grouping: Grouping;
  readonly index: ValueIndex;
  readonly groups: readonly Group[];
  /** True for a listed procedure that matches. */
  readonly isWanted: (node: number) => boolean;
}

interface Grouped {
  readonly route: ReadonlySignal<Route>;
  readonly graph: ReadonlySignal<ProcedureGraph>;
  readonly matches: ReadonlySignal<Matches>;
  readonly roots: ReadonlySignal<Partition | undefined>;
  readonly communities: ReadonlySignal<CommunityPartition | undefined>;
  readonly valuesOf: (field: Field) => ValueIndex;
}

/** Gathers what the overview shows; `undefined` while an analysis that it needs runs, and in other views. */
export function groupsOf(grouped: Grouped): ReadonlySignal<Groups | undefined> {
  const { route, graph, matches, roots, communities, valuesOf } = grouped;
  const grouping = computed(() => (route.value.view === 'overview' ? route.value.grouping : undefined));
  const ofRoots = computed(() => roots.value && indexPartition(graph.value, roots.value));
  const ofCommunities = computed(
    () => communities.value && indexPartition(graph.value, communities.value.hubs),
  );
  const indexOf = (name: Grouping) => {
    if (name === 'root') return ofRoots.value;
    if (name === 'community') return ofCommunities.value;
    return valuesOf(name);
  };
  return computed(() => {
    const name = grouping.value;
    const index = name && indexOf(name);
    if (name === undefined || index === undefined) return undefined;
    const isMatch = matcherOf(matches.value);
    const { listed } = graph.value;
    // Missing procedures stand behind the listed ones.
    const isWanted = (node: number) => node < listed && isMatch(node);
    return { grouping: name, index, groups: gatherGroups(index, listed, isWanted), isWanted };
  });
}
