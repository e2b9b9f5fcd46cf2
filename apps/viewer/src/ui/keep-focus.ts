/** What can have the focus by a key or by a click. */
const USABLE = 'a[href], button:not(:disabled), input:not(:disabled), select, summary, [tabindex]';

/**
 * Keeps the keyboard in its place: when the element that has the focus is taken out of the page, the one that takes its
 * place gets it. That is the next of its list, else the one before, else what holds them. Without it the browser begins
 * anew at the top of the page, as if nobody had been anywhere. Gives a function that ends it.
 */
export function keepFocus(root: HTMLElement): () => void {
  let last: Element | undefined;
  const onFocus = ({ target }: FocusEvent) => {
    last = target instanceof Element ? target : undefined;
  };
  const onBlur = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null) return;
    // Whoever leaves it of her own will is not brought back; what is being taken out is not so yet.
    queueMicrotask(() => {
      if (last === target && last?.isConnected) last = undefined;
    });
  };
  const observer = new MutationObserver((records) => {
    if (last === undefined || hasFocus()) return;
    // It was only moved, as a value of a filter that is ticked moves to the top.
    if (last.isConnected) focusOn(last);
    else focusOn(placeOf(last, records));
  });
  root.addEventListener('focusin', onFocus);
  root.addEventListener('focusout', onBlur);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', onFocus);
    root.removeEventListener('focusout', onBlur);
    observer.disconnect();
  };
}

function hasFocus(): boolean {
  const { activeElement } = document;
  return activeElement !== null && activeElement !== document.body;
}

/** Without scrolling: rows that are drawn only while in sight are taken out by scrolling. */
function focusOn(element: Element | null | undefined): void {
  if (element instanceof HTMLElement || element instanceof SVGElement) element.focus({ preventScroll: true });
}

/** Where to go on from what was taken out of the page. */
function placeOf(gone: Element, records: readonly MutationRecord[]): Element | null {
  for (const { removedNodes, target, nextSibling, previousSibling } of records) {
    const removed = [...removedNodes].find((node) => node.contains(gone));
    if (!(removed instanceof Element) || !(target instanceof Element) || !target.isConnected) continue;
    const shown = shownInstead(previousSibling, records);
    return shown ?? beside(target, removed, { nextSibling, previousSibling }, gone.tagName);
  }
  return document.querySelector('main');
}

/** The first of what a button has shown that went with the last of it: "+12 more" below a list. */
function shownInstead(list: Node | null, records: readonly MutationRecord[]): Element | undefined {
  for (const { target, addedNodes } of records) {
    const first = [...addedNodes].find((node) => node instanceof HTMLElement);
    if (first === undefined || !list?.contains(target)) continue;
    // An item of a list that is only read can be gone on from all the same.
    return firstUsable([first]) ?? withTabIndex(first);
  }
  return undefined;
}

function withTabIndex(element: HTMLElement): HTMLElement {
  element.tabIndex = -1;
  return element;
}

type Siblings = Pick<MutationRecord, 'nextSibling' | 'previousSibling'>;

/** The element that takes the place of one taken out of `parent`; of its own kind where it is in a list of such. */
function beside(parent: Element, removed: Element, { nextSibling, previousSibling }: Siblings, tag: string) {
  const following = siblings(nextSibling, 'nextElementSibling');
  const preceding = siblings(previousSibling, 'previousElementSibling');
  const isAlike = ({ className }: Element) => className === removed.className;
  // A button that ends a list is of another kind than what the list holds: "clear all" behind the last filter.
  const alike = [...following.filter(isAlike), ...preceding.filter(isAlike)];
  const others = isPlace(parent) ? [] : [...following, ...preceding];
  return firstUsable(alike, tag) ?? firstUsable([...alike, ...others]) ?? above(parent);
}

/** What can be used beside a container that holds nothing usable any more, else what holds it. */
function above(container: Element): Element | null {
  for (let at: Element | null = container; at !== null && !isPlace(at); at = at.parentElement) {
    const near = [
      ...siblings(at.nextElementSibling, 'nextElementSibling'),
      ...siblings(at.previousElementSibling, 'previousElementSibling'),
    ];
    const found = isPlace(at.parentElement) ? undefined : firstUsable(near);
    if (found !== undefined) return found;
  }
  return container.closest('[tabindex]') ?? document.querySelector('main');
}

/** Has a name of its own for a screen reader, and takes the focus: there one may go on from. */
function isPlace(element: Element | null): boolean {
  return element === null || element.matches('main, main > .stage-content, aside, nav, [tabindex], body');
}

function siblings(
  from: Node | null,
  direction: 'nextElementSibling' | 'previousElementSibling',
): readonly Element[] {
  const found: Element[] = [];
  let at = from instanceof Element ? from : null;
  for (; at !== null; at = at[direction]) if (at.isConnected) found.push(at);
  return found;
}

function firstUsable(elements: readonly Element[], tag = '*'): Element | undefined {
  for (const element of elements) {
    const inside = [element, ...element.querySelectorAll(USABLE)];
    const usable = inside.find((one) => one.matches(USABLE) && one.matches(tag) && one.checkVisibility());
    if (usable !== undefined) return usable;
  }
  return undefined;
}
