import type { ProcedureGraph } from '@klarify-graph/core';
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Engine } from '../work/engine.js';
import { RUN_TASK, type TaskName, type Tasks } from '../work/tasks.js';
import type { ShownCallKind } from './filter.js';

/** The graph as it is shown, and how to have it analysed. */
export interface Analysed {
  readonly engine: Engine;
  readonly graph: ReadonlySignal<ProcedureGraph>;
  readonly without: ReadonlySignal<readonly ShownCallKind[]>;
}

/** An analysis of the whole graph; begun when it is first read, `undefined` until it is done. */
export function analysisOf<Name extends TaskName>(
  { engine, graph, without }: Analysed,
  name: Name,
  asked: Tasks[Name]['asked'],
): ReadonlySignal<Tasks[Name]['answer'] | undefined> {
  if (engine.isInstant) return computed(() => RUN_TASK[name](graph.value, asked));
  const result = signal<{ readonly of: ProcedureGraph; readonly answer: Tasks[Name]['answer'] } | undefined>(
    undefined,
  );
  let begun: ProcedureGraph | undefined;
  return computed(() => {
    const of = graph.value;
    if (result.value?.of === of) return result.value.answer;
    if (begun !== of) {
      begun = of;
      const kinds = without.value;
      void engine.run(name, of, kinds, asked).then((answer) => {
        if (begun === of) result.value = { of, answer };
      });
    }
    return undefined;
  });
}

/** As many answers are kept as a reader goes to and fro between. */
const MOST_ANSWERS = 8;

type AnswerOf = <Name extends TaskName>(
  name: Name,
  asked: Tasks[Name]['asked'],
) => ReadonlySignal<Tasks[Name]['answer'] | undefined>;

/** Answers questions about some procedures; the same question, asked by several panels or again, is computed once. */
export function createAnswers(analysed: Analysed): AnswerOf {
  const answers = new Map<string, ReadonlySignal<unknown>>();
  return (name, asked) => {
    type Answer = ReturnType<typeof analysisOf<typeof name>>;
    const key = `${name} ${JSON.stringify(asked)}`;
    // The key says of which task the answer is.
    const answer = (answers.get(key) as Answer | undefined) ?? analysisOf(analysed, name, asked);
    // The last one asked for is the last to go.
    answers.delete(key);
    answers.set(key, answer);
    for (const oldest of answers.keys()) {
      if (answers.size <= MOST_ANSWERS) break;
      answers.delete(oldest);
    }
    return answer;
  };
}
