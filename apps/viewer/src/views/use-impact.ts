import { useEffect, useMemo, useState } from 'preact/hooks';
import { useStore } from '../state/store-context.js';
import { type ImpactAnswer, type ImpactColumns, RUN_TASK } from '../work/tasks.js';

/** The impact of some procedures, by the same analysis as the command line's; `undefined` until it is there. */
export function useImpact(targets: readonly number[]): ImpactAnswer | undefined {
  const { engine, graph, without } = useStore();
  const key = targets.join();
  const instant = useMemo(
    () => (engine.isInstant ? RUN_TASK.impact(graph, targets) : undefined),
    [graph, key],
  );
  const [answer, setAnswer] = useState<{
    readonly key: string;
    readonly of: unknown;
    readonly impact: ImpactAnswer;
  }>();
  useEffect(() => {
    if (engine.isInstant) return;
    let isCurrent = true;
    void engine.run('impact', graph, without.value, targets).then((impact) => {
      if (isCurrent) setAnswer({ key, of: graph, impact });
    });
    return () => {
      isCurrent = false;
    };
  }, [graph, key]);
  return instant ?? (answer?.key === key && answer.of === graph ? answer.impact : undefined);
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
