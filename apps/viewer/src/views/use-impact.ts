import { useStore } from '../state/store-context.js';
import type { ImpactAnswer, ImpactColumns, TaskName, Tasks } from '../work/tasks.js';

/** The answer to a question about some procedures; `undefined` until it is there. */
export function useAnswer<Name extends TaskName>(
  name: Name,
  asked: Tasks[Name]['asked'],
): Tasks[Name]['answer'] | undefined {
  return useStore().answerOf(name, asked).value;
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
