import { render } from 'preact';
import { loadGraph } from './data/load-document.js';
import { createStore } from './state/store.js';
import { StoreContext } from './state/store-context.js';
import './styles/index.css';
import { App } from './views/app.js';
import { Unreadable } from './views/unreadable.js';
import { createEngine } from './work/engine.js';

const root = document.getElementById('app');
if (root !== null) {
  root.replaceChildren();
  const loaded = loadGraph(document);
  if (loaded.ok) {
    const store = createStore(loaded.data, undefined, createEngine(loaded.data.graph, undefined));
    store.start();
    render(
      <StoreContext.Provider value={store}>
        <App />
      </StoreContext.Provider>,
      root,
    );
  } else {
    render(<Unreadable title={loaded.title} message={loaded.message} />, root);
  }
}
