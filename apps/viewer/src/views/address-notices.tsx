import type { ComponentChildren } from 'preact';
import { useStore } from '../state/store-context.js';
import type { Unknown } from '../state/unknown-address.js';
import { Icon } from '../ui/icon.js';

/** Names what the address leads to nowhere by, above the view that is shown without it. */
export function AddressNotices() {
  const { unknown, route } = useStore();
  // The focus view is about the one procedure, and says so in its middle.
  const told = unknown.value.filter(({ what }) => what !== 'procedure' || route.value.view !== 'focus');
  return (
    <div class="address-notices" role="status" data-testid="address-notices">
      {told.map(({ what, text }) =>
        what === 'procedure' ? (
          <UnknownProcedure key={`id ${text}`} id={text} />
        ) : (
          <Notice key={`${what} ${text}`}>{sentence(what, <bdi>{text}</bdi>)}</Notice>
        ),
      )}
    </div>
  );
}

/** That there is no such procedure, what became of it where that is known, and a way to look for it. */
export function UnknownProcedure({ id }: { readonly id: string }) {
  const { changes } = useStore();
  const removed = changes?.removed.get(id);
  if (id === '') return <Notice query="">The address names no procedure.</Notice>;
  return (
    <Notice query={removed?.name ?? id}>
      This graph holds no procedure with the id <bdi>{id}</bdi>.
      {removed !== undefined && (
        <>
          {' '}
          It was removed since the earlier snapshot, where it was called <bdi>{removed.name}</bdi>.
        </>
      )}
    </Notice>
  );
}

interface NoticeProps {
  /** What the offered search begins with. */
  readonly query?: string;
  readonly children: ComponentChildren;
}

function Notice({ query, children }: NoticeProps) {
  const { query: searched } = useStore();
  const search = () => {
    searched.value = query ?? '';
    const field = document.getElementById('search');
    if (!(field instanceof HTMLInputElement)) return;
    field.focus();
    // Once it holds the words, so that typing replaces them.
    requestAnimationFrame(() => field.select());
  };
  return (
    <div class="notice notice-danger">
      <Icon name="warning" />
      <p class="notice-text">{children}</p>
      <button type="button" class="button" onClick={search}>
        <Icon name="search" /> Search
      </button>
    </div>
  );
}

function sentence(what: Exclude<Unknown['what'], 'procedure'>, text: ComponentChildren): ComponentChildren {
  switch (what) {
    case 'address':
      return <>The address {text} cannot be read: a part of it is cut off or damaged.</>;
    case 'view':
      return <>There is no view {text}: this is the overview.</>;
    case 'grouping':
      return <>The overview cannot be grouped by {text}.</>;
    case 'group':
      return <>This graph holds no group {text}.</>;
    case 'part':
      return <>The address says more than this view shows: {text} leads to nothing.</>;
    case 'option':
      return <>This view has no {text}: it is left out of account.</>;
    case 'value':
      return <>The filter {text} names what nothing in this graph has.</>;
  }
}
