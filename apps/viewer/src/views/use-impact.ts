import { useEffect, useMemo, useState } from 'preact/hooks';
import { useStore } from '../state/store-context.js';
import { type ImpactAnswer, type ImpactColumns, RUN_TASK, type TaskName, type Tasks } from '../work/tasks.js';

/** The answer to a question about some procedures; `undefined` until it is there. */
export function useAnswer<Name extends TaskName>(
  name: Name,
  asked: Tasks[Name]['asked'],
): Tasks[Name]['answer'] | undefined {
  type Answer = Tasks[Name]['answer'];
  const { engine, graph, without } = useStore();
  const key = `${name} ${JSON.stringify(asked)}`;
  const instant = useMemo(() => (engine.isInstant ? RUN_TASK[name](graph, asked) : undefined), [graph, key]);
  const [later, setLater] = useState<{
    readonly key: string;
    readonly of: unknown;
    readonly answer: Answer;
  }>();
  useEffect(() => {
    if (engine.isInstant) return;
    let isCurrent = true;
    void engine.run(name, graph, without.value, asked).then((answer) => {
      if (isCurrent) setLater({ key, of: graph, answer });
    });
    return () => {
      isCurrent = false;
    };
  }, [graph, key]);
  return instant ?? (later?.key === key && later.of === graph ? later.answer : undefined);
}

/** The impact of some procedures, by the same analysis as the command line's. */
export function useImpact(targets: readonly number[]): ImpactAnswer | undefined {
  return useAnswer('impact', targets);
}

/** The places in the columns at which a distance begins, the last one being their end. */
export function distanceBreaks({ distances }: ImpactColumns): readonly number[] {
  const breaks = [0];
  for (let place = 1; place < distances.length; place++) {
    if (distances[place] !== distances[place - 1]) breaks.push(place);
  }
  if (distances.length > 0) breaks.push(distances.length);
  return breaks;
}
