import { type ComponentChildren, render } from 'preact';
import { fileText } from './data/file-text.js';
import { hostedText } from './data/hosted-graph.js';
import { dataText } from './data/load-document.js';
import { NO_FILTER } from './state/filter.js';
import { type OpenedFile, OpenedFileContext } from './state/opened-file.js';
import { formatPlace, idsOf, parsePlace, START } from './state/route.js';
import { createStore } from './state/store.js';
import { StoreContext } from './state/store-context.js';
import './styles/index.css';
import { keepFocus } from './ui/keep-focus.js';
import { App } from './views/app.js';
import { Unreadable } from './views/unreadable.js';
import { createEngine, type WorkerScope } from './work/engine.js';
import { type Loaded, loadGraph, runWorker } from './work/graph-worker.js';

// The same script is the page's and its worker's; the types know `self` as the page's only.
if (typeof document === 'undefined') runWorker(self as unknown as WorkerScope);
else void startPage();

/** Ends what the graph shown so far keeps running. */
let endShown = () => {};

async function startPage(): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) return;
  keepFocus(root);
  let text: string;
  try {
    text = (await hostedText(location)) ?? dataText(document);
  } catch (error) {
    const title = 'The graph that the address names cannot be had';
    show(root, <Unreadable title={title} message={messageOf(error)} />);
    return;
  }
  const loaded = await loadGraph(text);
  if (loaded.graph.ok) showGraph(root, loaded);
  else show(root, <Unreadable title={loaded.graph.title} message={loaded.graph.message} />);
}

/** Shows the graph of a file in place of the present one; gives why not, where that fails. */
async function openFile(root: HTMLElement, file: File): Promise<string | undefined> {
  let text: string;
  try {
    text = await fileText(file);
  } catch (error) {
    return messageOf(error);
  }
  const loaded = await loadGraph(text);
  const { graph } = loaded;
  if (!graph.ok) {
    loaded.worker?.terminate();
    return graph.message;
  }
  const isKnown = (id: string) => graph.data.graph.indexOf(id) !== undefined;
  // Who opens a later state of the same organisation stays where she is.
  if (!idsOf(parsePlace(location.hash).route).every(isKnown))
    history.replaceState(null, '', formatPlace({ route: START, filter: NO_FILTER }));
  showGraph(root, loaded, file.name);
  return undefined;
}

function showGraph(root: HTMLElement, { graph: loaded, worker }: Loaded, opened?: string): void {
  if (!loaded.ok) return;
  endShown();
  const store = createStore(loaded.data, createEngine(loaded.data.graph, worker));
  const stop = store.start();
  endShown = () => {
    stop();
    worker?.terminate();
  };
  show(
    root,
    <StoreContext.Provider value={store}>
      <App />
    </StoreContext.Provider>,
    opened,
  );
}

function show(root: HTMLElement, content: ComponentChildren, opened?: string): void {
  // What was drawn for another graph knows nothing of this one.
  render(null, root);
  root.replaceChildren();
  const openedFile: OpenedFile = { opened, open: (file) => openFile(root, file) };
  render(<OpenedFileContext.Provider value={openedFile}>{content}</OpenedFileContext.Provider>, root);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
