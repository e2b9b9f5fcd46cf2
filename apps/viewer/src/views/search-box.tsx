import { useEffect, useRef, useState } from 'preact/hooks';
import { countOf, displayName, formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { Icon } from '../ui/icon.js';
import { CycleSign, KindMark, MissingSign, Owner } from '../ui/procedure-item.js';

import { CANVAS_ID } from './graph-canvas.js';

const MOST_RESULTS = 50;

/** Finds procedures by name, id, owner or lane; `/` leads here from anywhere. */
export function SearchBox() {
  const store = useStore();
  const input = useRef<HTMLInputElement>(null);
  const [active, setActive] = useState(0);
  const { nodes, total } = store.search(store.query.value, MOST_RESULTS);
  const isOpen = store.query.value.trim() !== '';

  useEffect(() => focusOnSlash(input.current), []);
  useEffect(() => {
    document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const write = (query: string) => {
    store.query.value = query;
    setActive(0);
  };
  const pick = (node: number | undefined) => {
    if (node === undefined) return;
    store.focusOn(node);
    write('');
    input.current?.blur();
    // The arrow keys walk the drawing from here on.
    setTimeout(() => document.getElementById(CANVAS_ID)?.focus({ preventScroll: true }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, nodes.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if (event.key === 'Enter') pick(nodes[active]);
    else if (event.key === 'Escape') write('');
    else return;
    event.preventDefault();
  };

  return (
    <search class="search">
      <div class="search-field">
        <Icon name="search" />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label="Search procedures by name, id, owner or lane"
          aria-expanded={isOpen}
          aria-controls="search-results"
          aria-autocomplete="list"
          aria-activedescendant={isOpen && nodes.length > 0 ? optionId(active) : undefined}
          placeholder="Search procedures"
          autocomplete="off"
          spellcheck={false}
          data-testid="search"
          value={store.query.value}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <kbd title="Press / to search">/</kbd>
      </div>
      {isOpen && (
        <>
          <p class="search-count" aria-live="polite" data-testid="search-count">
            {nodes.length < total
              ? `${nodes.length} of ${formatCount(total)} procedures`
              : total === 0
                ? 'Nothing found. Check the first letter of each word.'
                : countOf(total, 'procedure')}
          </p>
          <div
            id="search-results"
            class="results"
            role="listbox"
            aria-label="Procedures found"
            data-testid="results"
          >
            {nodes.map((node, index) => (
              <Result key={node} node={node} index={index} isActive={index === active} onPick={pick} />
            ))}
          </div>
        </>
      )}
    </search>
  );
}

interface ResultProps {
  readonly node: number;
  readonly index: number;
  readonly isActive: boolean;
  readonly onPick: (node: number) => void;
}

function Result({ node, index, isActive, onPick }: ResultProps) {
  const procedure = useStore().graph.procedures[node]!;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and handles the keys of its list box.
    <div
      id={optionId(index)}
      class="result"
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      data-procedure-id={procedure.id}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick(node)}
    >
      <KindMark node={node} />
      <span class="item-text">
        <span class="item-name">
          <bdi class="name">{displayName(procedure)}</bdi>
          <CycleSign node={node} />
        </span>
        <span class="item-note">
          <Owner node={node} />
          <MissingSign node={node} />
          {!procedure.missing && (
            <>
              {' · '}
              <bdi>{procedure.id}</bdi>
            </>
          )}
        </span>
      </span>
    </div>
  );
}

function optionId(index: number): string {
  return `search-result-${index}`;
}

function focusOnSlash(input: HTMLInputElement | null): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    input?.focus();
    input?.select();
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}
