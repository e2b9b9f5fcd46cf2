import { formatCount } from '../data/text.js';
import { MOST_PRINTED_ROWS } from './use-printing.js';

/** Says on paper how many rows of a long list stand there. */
export function PrintedRows({ count }: { readonly count: number }) {
  return (
    <p class="printed-only" data-testid="printed-rows">
      {count > MOST_PRINTED_ROWS
        ? `Printed: the first ${formatCount(MOST_PRINTED_ROWS)} of ${formatCount(count)} rows. A filter or the CSV gives the rest.`
        : `Printed: all ${formatCount(count)} rows.`}
    </p>
  );
}
