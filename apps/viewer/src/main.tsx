import { render } from 'preact';
import { hostedText } from './data/hosted-graph.js';
import { dataText } from './data/load-document.js';
import { createStore } from './state/store.js';
import { StoreContext } from './state/store-context.js';
import './styles/index.css';
import { App } from './views/app.js';
import { Unreadable } from './views/unreadable.js';
import { createEngine, type WorkerScope } from './work/engine.js';
import { loadGraph, runWorker } from './work/graph-worker.js';

// The same script is the page's and its worker's; the types know `self` as the page's only.
if (typeof document === 'undefined') runWorker(self as unknown as WorkerScope);
else void startPage();

async function startPage(): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) return;
  let text: string;
  try {
    text = (await hostedText(location)) ?? dataText(document);
  } catch (error) {
    root.replaceChildren();
    const message = error instanceof Error ? error.message : String(error);
    render(<Unreadable title="The graph that the address names cannot be had" message={message} />, root);
    return;
  }
  const { graph: loaded, worker } = await loadGraph(text);
  root.replaceChildren();
  if (!loaded.ok) {
    render(<Unreadable title={loaded.title} message={loaded.message} />, root);
    return;
  }
  const { graph, changes } = loaded.data;
  const store = createStore(loaded.data, changes, createEngine(graph, worker));
  store.start();
  render(
    <StoreContext.Provider value={store}>
      <App />
    </StoreContext.Provider>,
    root,
  );
}
