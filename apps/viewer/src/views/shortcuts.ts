/** The keys that work everywhere; the canvas, the tree and the table have some of their own. */
export interface Shortcuts {
  readonly onHelp: () => void;
}

/** `/` leads to the search, `?` to the help; not while one types. Gives a function that ends it. */
export function listenToShortcuts({ onHelp }: Shortcuts): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '/') {
      const search = document.getElementById('search');
      if (!(search instanceof HTMLInputElement)) return;
      search.focus();
      search.select();
    } else if (event.key === '?') onHelp();
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type))
  );
}
