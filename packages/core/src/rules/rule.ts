import * as v from 'valibot';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { ListView } from '../model/list-view.js';

/** How bad a violation is; only `error` makes a check fail. */
export const SEVERITIES = ['error', 'warn', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a configuration says of a rule: a severity, or that it does not run. */
export const SETTINGS = ['off', 'info', 'warn', 'error'] as const;
export type RuleSetting = (typeof SETTINGS)[number];

/** A call by the numbers of its two ends. */
export interface CallNodes {
  readonly caller: number;
  readonly callee: number;
}

/** Something that a rule objects to. */
export interface Finding {
  /**
   * Tells it, in one sentence or two that name the procedures. It is given the finding, so that all of a rule can share
   * what tells them, and is asked whenever the finding is shown: there may be as many as there are procedures.
   */
  readonly tell: (finding: Finding) => string;
  /** The procedures it is about, by name then id. */
  readonly nodes: readonly number[];
  /** The calls that show it, in an order that says something or else by the callers' then the callees' names. */
  readonly calls?: readonly CallNodes[];
  /**
   * What it hangs on, where that is not all it is about: two findings of a rule with the same identity are one and the
   * same at different times.
   */
  readonly identity?: { readonly nodes: readonly number[]; readonly calls?: readonly CallNodes[] };
  /** True when it rests on calls that only ambiguous references state. */
  readonly ambiguous?: boolean;
}

/** What a rule may ask besides the graph. */
export interface RuleContext {
  /** The time of the check in milliseconds since 1970. */
  readonly now: number;
  /** Numbers of the procedures that the configured entry points match; absent where none are configured. */
  readonly entryPoints: readonly number[] | undefined;
  /** Tells whether no rule speaks of a procedure. */
  readonly isIgnored: (node: number) => boolean;
  /** The graph with the calls that only ambiguous references state, also where the check leaves these out. */
  readonly withAmbiguousCalls: ProcedureGraph;
  /** Tells which procedures the selectors match; none where there are no selectors. */
  readonly select: (selectors: readonly string[]) => (node: number) => boolean;
}

type OptionsSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>;

/** What a rule found: a list, or a view of one where there may be as many findings as procedures or calls. */
type Found = ListView<Finding> | readonly Finding[];

/** What a rule is, for whoever declares one. */
export interface RuleDefinition<Schema extends OptionsSchema> {
  readonly name: string;
  /** One sentence: what the rule objects to. */
  readonly description: string;
  /** Why one would want it, and what it leaves alone. */
  readonly details: string;
  readonly defaultSetting: RuleSetting;
  readonly options: Schema;
  readonly find: (graph: ProcedureGraph, options: v.InferOutput<Schema>, context: RuleContext) => Found;
}

/** A rule: what it is called and takes, and a pure function from graph, options and context to findings. */
export interface Rule extends Omit<RuleDefinition<OptionsSchema>, 'find'> {
  /** Finds what the rule objects to. @throws ValiError where the options are none of the rule's. */
  readonly find: (graph: ProcedureGraph, options: unknown, context: RuleContext) => ListView<Finding>;
}

/** Declares a rule. Its options are checked and their defaults filled in whenever it runs. */
export function defineRule<const Schema extends OptionsSchema>(definition: RuleDefinition<Schema>): Rule {
  return {
    ...definition,
    find: (graph, options, context) => {
      const found = definition.find(graph, v.parse(definition.options, options ?? {}), context);
      return found instanceof ListView ? found : ListView.of(found);
    },
  };
}

/** Findings about one procedure each, which are told alike. */
export function findingsOf(nodes: readonly number[], tell: Finding['tell']): ListView<Finding> {
  return ListView.of(nodes).through((node) => ({ tell, nodes: [node] }));
}
