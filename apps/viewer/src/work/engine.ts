import type { ProcedureGraph } from '@klarify-graph/core';
import { withoutKinds } from '../data/shown-calls.js';
import type { ShownCallKind } from '../state/filter.js';
import { RUN_TASK, type TaskName, type Tasks } from './tasks.js';

/** Runs the analyses: at once where the graph is small, else in a worker, which must hold the same graph. */
export interface Engine {
  /** True where an answer takes so little that it need not be waited for. */
  readonly isInstant: boolean;
  run<Name extends TaskName>(
    name: Name,
    graph: ProcedureGraph,
    without: readonly ShownCallKind[],
    asked: Tasks[Name]['asked'],
  ): Promise<Tasks[Name]['answer']>;
}

/** Procedures and calls up to which every analysis is done within a frame or two. */
const INSTANT_UP_TO = 8000;

/** What the page asks of its worker. */
export interface WorkerRequest {
  readonly id: number;
  readonly name: TaskName;
  readonly without: readonly ShownCallKind[];
  readonly asked: unknown;
}

/** What the worker answers: an analysis, or why there is none. */
export type WorkerResponse =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };

interface Waiting {
  resolve(answer: never): void;
  reject(error: Error): void;
  /** Answers in the page itself. */
  runHere(): void;
}

export function createEngine(graph: ProcedureGraph, worker: Worker | undefined): Engine {
  const isInstant = graph.procedures.length + graph.calls.callers.length <= INSTANT_UP_TO;
  if (isInstant || worker === undefined) {
    return {
      isInstant,
      run: async (name, shown, _, asked) => {
        if (!isInstant) await afterPaint();
        return RUN_TASK[name](shown, asked);
      },
    };
  }
  const waiting = new Map<number, Waiting>();
  let isBroken = false;
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerResponse>) => {
    const promise = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === 'failure') promise?.reject(new Error(data.message));
    else promise?.resolve(data.answer as never);
  });
  worker.addEventListener('error', () => {
    // Slower, but an answer: one that never comes would look like none.
    isBroken = true;
    for (const { runHere } of waiting.values()) runHere();
    waiting.clear();
  });
  return {
    isInstant,
    run: (name, shown, without, asked) =>
      new Promise((resolve, reject) => {
        const runHere = () => resolve(RUN_TASK[name](shown, asked));
        if (isBroken) return runHere();
        const id = ++last;
        waiting.set(id, { resolve, reject, runHere });
        worker.postMessage({ id, name, without, asked } satisfies WorkerRequest);
      }),
  };
}

/** What a script sees of itself in a worker. */
export interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

/** Answers requests about the graph, one after the other; those that waited come first. */
export function serve(
  graph: ProcedureGraph,
  scope: WorkerScope,
  waiting: readonly MessageEvent<WorkerRequest>[],
): void {
  let shown = { key: '', graph };
  const answerTo = ({ data: { id, name, without, asked } }: MessageEvent<WorkerRequest>) => {
    const key = without.join();
    try {
      if (shown.key !== key) shown = { key, graph: withoutKinds(graph, without) };
      const answer = RUN_TASK[name](shown.graph, asked as never);
      scope.postMessage({ kind: 'answer', id, answer } satisfies WorkerResponse, buffersOf(answer));
    } catch (error) {
      scope.postMessage({ kind: 'failure', id, message: String(error) } satisfies WorkerResponse);
    }
  };
  waiting.forEach(answerTo);
  scope.addEventListener('message', answerTo);
}

/** The buffers to hand over without copying them. */
function buffersOf(answer: unknown, depth = 2): ArrayBuffer[] {
  if (ArrayBuffer.isView(answer)) return answer.buffer instanceof ArrayBuffer ? [answer.buffer] : [];
  if (depth === 0 || answer === null || typeof answer !== 'object' || Array.isArray(answer)) return [];
  return Object.values(answer).flatMap((part) => buffersOf(part, depth - 1));
}

function afterPaint(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}
