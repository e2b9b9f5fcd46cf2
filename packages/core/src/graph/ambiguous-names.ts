import type { Diagnostic } from '../model/procedure.js';
import { compareText, countOf } from '../model/text.js';

/** Fewer calls than these, all names together, are told reference by reference and need no summary. */
const MANY_CALLS = 100;

/** Names that the summary has; what is behind them makes less. */
const SHOWN = 5;

/** A name that several procedures share, and what the references to it come to. */
interface SharedName {
  readonly name: string;
  readonly procedures: number;
  references: number;
  calls: number;
}

/**
 * Counts what ambiguous references multiply to: a reference by a name that 40 procedures share gives 40 calls, so that one
 * name can make more calls than all the others together.
 */
export class AmbiguousNames {
  readonly #byCallers = new Map<ArrayLike<number>, SharedName>();

  /** Notes a reference that means each of these procedures, in the list that others with its name have. Cost: O(1). */
  note(callers: ArrayLike<number>, nameOf: (node: number) => string): void {
    let shared = this.#byCallers.get(callers);
    if (shared === undefined) {
      shared = { name: nameOf(callers[0]!), procedures: callers.length, references: 0, calls: 0 };
      this.#byCallers.set(callers, shared);
    }
    shared.references++;
    shared.calls += callers.length;
  }

  /** One diagnostic that names those with most calls, where there are many calls in all; else none. */
  summarise(): readonly Diagnostic[] {
    const names = [...this.#byCallers.values()].sort(
      (a, b) => b.calls - a.calls || compareText(a.name, b.name),
    );
    const calls = sum(names, (one) => one.calls);
    if (calls < MANY_CALLS) return [];
    const references = sum(names, (one) => one.references);
    const shown = names.slice(0, SHOWN).map(describe).join(', ');
    const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more names` : '';
    const message = `${countOf(references, 'reference')} by names that several procedures share ${references === 1 ? 'becomes' : 'become'} ${countOf(calls, 'call')}: ${shown}${more}. Procedures with names of their own would make these calls certain; --ignore-ambiguous leaves them out.`;
    return [{ code: 'ambiguous-name', message }];
  }
}

function describe({ name, procedures, references, calls }: SharedName): string {
  return `"${name}" (${procedures} procedures, ${countOf(references, 'reference')}, ${countOf(calls, 'call')})`;
}

function sum(names: readonly SharedName[], figure: (name: SharedName) => number): number {
  return names.reduce((total, name) => total + figure(name), 0);
}
