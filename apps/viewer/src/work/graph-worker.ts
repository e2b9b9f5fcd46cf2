import { decompress, isPacked, type LoadedGraph, readGraph, unreadable } from '../data/load-document.js';
import { serve, type WorkerScope } from './engine.js';

/** Texts up to this length are read at once; beyond, a worker takes them apart and runs the analyses. */
const WORKER_FROM = 300_000;

interface LoadRequest {
  readonly kind: 'load';
  readonly text: string;
}

type LoadResponse =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'damaged'; readonly reason: string };

/** A graph, and the worker that holds the same one; without a worker the page runs the analyses itself. */
export interface Loaded {
  readonly graph: LoadedGraph;
  readonly worker: Worker | undefined;
}

/** Reads the graph out of the text of a page; a large one with the help of a worker. Never rejects. */
export async function loadGraph(text: string): Promise<Loaded> {
  const worker = text.length < WORKER_FROM ? undefined : startWorker();
  if (!isPacked(text)) {
    worker?.postMessage({ kind: 'load', text } satisfies LoadRequest);
    return { graph: readGraph(text), worker };
  }
  try {
    const bytes = await (worker === undefined ? decompress(text) : decompressIn(worker, text));
    return { graph: readGraph(bytes), worker };
  } catch {
    // A browser without workers, or damaged data: the page finds out which by trying itself.
    worker?.terminate();
    return { graph: await readHere(text), worker: undefined };
  }
}

async function readHere(text: string): Promise<LoadedGraph> {
  try {
    return readGraph(await decompress(text));
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

/** A worker from this page's own script: a single file has no other that it could load. */
function startWorker(): Worker | undefined {
  const source = document.querySelector('script[type=module]')?.textContent;
  if (!source) return undefined;
  // Of a page opened from a disk the browser starts plain scripts only; the bundle imports nothing, so it is one.
  const address = URL.createObjectURL(new Blob(['"use strict";', source], { type: 'text/javascript' }));
  try {
    return new Worker(address);
  } catch {
    return undefined;
  }
}

function decompressIn(worker: Worker, text: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const onMessage = ({ data }: MessageEvent<LoadResponse>) => {
      worker.removeEventListener('message', onMessage);
      if (data.kind === 'bytes') resolve(data.bytes);
      else reject(new Error(data.reason));
    };
    worker.addEventListener('message', onMessage);
    worker.addEventListener('error', () => reject(new Error('the browser could not start a worker')));
    worker.postMessage({ kind: 'load', text } satisfies LoadRequest);
  });
}

/** The worker's side: takes the text apart, hands the bytes to the page, and then answers what is asked. */
export function runWorker(scope: WorkerScope): void {
  const waiting: MessageEvent[] = [];
  const onMessage = async (event: MessageEvent) => {
    if (event.data.kind !== 'load') {
      // Questions that arrive before the graph is read are answered after.
      waiting.push(event);
      return;
    }
    const { text }: LoadRequest = event.data;
    try {
      const source = isPacked(text) ? await decompress(text) : text;
      if (typeof source !== 'string') {
        const bytes = source.slice();
        scope.postMessage({ kind: 'bytes', bytes } satisfies LoadResponse, [bytes.buffer]);
      }
      const graph = readGraph(source);
      scope.removeEventListener('message', onMessage);
      if (graph.ok) serve(graph.data.graph, scope, waiting);
    } catch (error) {
      scope.postMessage({ kind: 'damaged', reason: String(error) } satisfies LoadResponse);
    }
  };
  scope.addEventListener('message', onMessage);
}
