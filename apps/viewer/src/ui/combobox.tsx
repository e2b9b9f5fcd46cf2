import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { countOf, displayName, formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { Icon } from './icon.js';
import { CycleSign, KindMark, MissingSign, Owner } from './procedure-item.js';

const MOST_RESULTS = 50;

interface ComboboxProps {
  /** Names the field and its list in the page. */
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onPick: (node: number, input: HTMLInputElement) => void;
  /** Stands at the end of the field. */
  readonly end?: ComponentChildren;
}

/** A field that finds procedures by name, id, owner or lane as one types, and the list of those found. */
export function Combobox({ id, label, placeholder, query, onQuery, onPick, end }: ComboboxProps) {
  const store = useStore();
  const input = useRef<HTMLInputElement>(null);
  const [active, setActive] = useState(0);
  const { nodes, total } = store.search(query, MOST_RESULTS);
  const isOpen = query.trim() !== '';
  const optionId = (index: number) => `${id}-result-${index}`;
  useEffect(() => {
    document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const write = (next: string) => {
    onQuery(next);
    setActive(0);
  };
  const pick = (node: number | undefined) => {
    if (node === undefined || input.current === null) return;
    write('');
    onPick(node, input.current);
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
    <>
      <div class="search-field">
        <Icon name="search" />
        <input
          ref={input}
          id={id}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={isOpen}
          aria-controls={`${id}-results`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && nodes.length > 0 ? optionId(active) : undefined}
          placeholder={placeholder}
          autocomplete="off"
          spellcheck={false}
          data-testid={id}
          value={query}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {end}
      </div>
      {isOpen && (
        <div class="found">
          <p class="search-count" aria-live="polite" data-testid={`${id}-count`}>
            {nodes.length < total
              ? `${nodes.length} of ${formatCount(total)} procedures`
              : total === 0
                ? 'Nothing found. Check the first letter of each word.'
                : countOf(total, 'procedure')}
          </p>
          <div
            id={`${id}-results`}
            class="results"
            role="listbox"
            aria-label="Procedures found"
            data-testid={id === 'search' ? 'results' : `${id}-results`}
          >
            {nodes.map((node, index) => (
              <Result key={node} id={optionId(index)} node={node} isActive={index === active} onPick={pick} />
            ))}
          </div>
        </div>
      )}
    </>
  );
}

interface ResultProps {
  readonly id: string;
  readonly node: number;
  readonly isActive: boolean;
  readonly onPick: (node: number) => void;
}

function Result({ id, node, isActive, onPick }: ResultProps) {
  const procedure = useStore().graph.procedures[node]!;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and handles the keys of its list box.
    <div
      id={id}
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

interface PickerProps {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly onPick: (node: number) => void;
}

/** A small combobox whose list lies over what is below it. */
export function ProcedurePicker({ id, label, placeholder, onPick }: PickerProps) {
  const [query, setQuery] = useState('');
  return (
    <div class="picker">
      <Combobox
        id={id}
        label={label}
        placeholder={placeholder}
        query={query}
        onQuery={setQuery}
        onPick={onPick}
      />
    </div>
  );
}
