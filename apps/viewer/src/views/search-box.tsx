import { useStore } from '../state/store-context.js';
import { Combobox } from '../ui/combobox.js';
import { CANVAS_ID } from './graph-canvas.js';

/** Finds procedures by name, id, owner or lane; `/` leads here from anywhere. */
export function SearchBox() {
  const store = useStore();
  return (
    <search class="search">
      <Combobox
        id="search"
        label="Search procedures by name, id, owner or lane"
        placeholder="Search procedures"
        query={store.query.value}
        onQuery={(query) => {
          store.query.value = query;
        }}
        onPick={(node, input) => {
          store.focusOn(node);
          input.blur();
          // The arrow keys walk the drawing from here on.
          setTimeout(() => document.getElementById(CANVAS_ID)?.focus({ preventScroll: true }));
        }}
        end={<kbd title="Press / to search">/</kbd>}
      />
    </search>
  );
}
