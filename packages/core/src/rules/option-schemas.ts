import * as v from 'valibot';
import { KlarifyGraphError } from '../errors.js';
import { parseSelector } from '../selection/parse-selector.js';

const ONE_OR_MORE = 'must be a selector or a list of selectors';

const SelectorText = v.pipe(
  v.string(ONE_OR_MORE),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    try {
      parseSelector(dataset.value);
    } catch (error) {
      if (!(error instanceof KlarifyGraphError)) throw error;
      addIssue({ message: error.message });
    }
  }),
);

const SelectorList = v.array(SelectorText);

/** One selector or a list of them. */
export function selectors(description: string) {
  const given = v.union([SelectorText, SelectorList], ONE_OR_MORE);
  return v.pipe(
    given,
    v.description(description),
    v.transform((all): readonly string[] => asList(all)),
  );
}

/** The same where none would make what it stands in say nothing. */
export function someSelectors(description: string, none = 'must name at least one selector') {
  const given = v.union([SelectorText, v.pipe(SelectorList, v.minLength(1, none))], ONE_OR_MORE);
  return v.pipe(
    given,
    v.description(description),
    v.transform((all): readonly string[] => asList(all)),
  );
}

function asList(given: string | readonly string[]): readonly string[] {
  return typeof given === 'string' ? [given] : given;
}

/** The option of rules that let some procedures alone. */
export const IgnoreOption = v.optional(
  selectors('selectors of the procedures that the rule leaves alone'),
  [],
);

/** The option of rules that look at some kinds of calls only. */
export const KindsOption = v.optional(
  v.pipe(
    v.array(v.picklist(['called_from', 'called_within'])),
    v.minLength(1, 'must name at least one kind'),
    v.description(
      'the calls that count: `called_from` (one procedure calls another), `called_within` (one contains another)',
    ),
  ),
  ['called_from', 'called_within'],
);

/** An option that is a whole number. */
export function wholeNumberOption(description: string, fallback: number) {
  return v.optional(
    v.pipe(
      v.number(),
      v.integer('must be a whole number'),
      v.minValue(0, 'must not be negative'),
      v.description(description),
    ),
    fallback,
  );
}
