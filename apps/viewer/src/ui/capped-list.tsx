import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { formatCount } from '../data/text.js';

interface CappedListProps<Item> {
  readonly items: readonly Item[];
  /** How many are shown at first. */
  readonly cap: number;
  readonly children: (item: Item, index: number) => ComponentChildren;
  readonly class?: string;
  readonly label?: string;
  readonly testId?: string;
  readonly ordered?: boolean;
}

/** A click shows this many more at most: a list of 20,000 would stall the page. */
const MORE_AT_ONCE = 200;

/** A list that says how many it holds back and shows them on demand. Give it a key that changes with the items. */
export function CappedList<Item>(props: CappedListProps<Item>) {
  const { items, cap, children, label, testId, ordered } = props;
  const [shown, setShown] = useState(cap);
  const hidden = items.length - shown;
  const List = ordered === true ? 'ol' : 'ul';
  return (
    <>
      <List class={`list ${props.class ?? ''}`} aria-label={label} data-testid={testId}>
        {items.slice(0, shown).map(children)}
      </List>
      {hidden > 0 && (
        <button type="button" class="more-button" onClick={() => setShown(shown + MORE_AT_ONCE)}>
          +{formatCount(hidden)} more
          {hidden > MORE_AT_ONCE && <small> (shows {MORE_AT_ONCE})</small>}
        </button>
      )}
    </>
  );
}
