/**
 * How a pull proves that its list is complete.
 *
 * Pages are cut from a live list, so pages read at different moments need not fit together: an item that is deleted
 * from page 0 draws the first item of page 1 over to page 0 just after that was read, and nobody ever sees it. Hence
 * the list is read twice ("double collect"), and the second pass begins only after the last response of the first.
 *
 * A pass is *clean* when its pages fit together: all but the last are as long as page 0, only the last one says that
 * nothing follows, no row is repeated on a later page, and `totalCount`, where it is sent, is the same throughout and
 * equals the number of rows. Two consecutive clean passes with equal contents page for page prove the list A they hold.
 *
 * Assumptions: the server cuts page p out of one list, from row p times the length of page 0 on; and a row in exactly
 * the same words that is there in pass 1 and again in pass 2 was there in between (no procedure is deleted and
 * recreated, or edited to and fro, to the letter within one sync).
 *
 * Argument: let U be the moment at which the server answers the first request of pass 2, which asks for the last page
 * alone. Every row of A was read before U, in pass 1, and at or after U, in pass 2. So it is in the list L at U: A is
 * part of L. And L has no more rows than A: the answer at U was the last page, after so many full
 * ones, said that nothing follows, and has as many rows as in A. So L = A: the list stood exactly so at U. No order is
 * assumed here, so the rows *within* a page may change places between the passes (ties in the sort).
 *
 * If rows moved from page to page, though the rows in all are the same, the answer at U need not be the last page of
 * A. Then `totalCount` takes its place: if every response of both passes carries the same one, and it equals the number
 * of rows, L at U has as many rows as A, and again L = A. Without it such passes are refused: the server was seen to
 * cut its pages out of lists in different order.
 *
 * A list of one page needs no second pass: one response is one moment.
 *
 * Rows that two pages share in equal words are accepted only where `totalCount` equals the number of rows without
 * them. Else each such repeat may stand in place of a row that nobody has seen. The same id in different words, or
 * twice within one response, is the server's own data and is kept.
 *
 * Three passes at most. A pass that is not clean can neither confirm nor be confirmed, so after two such there is no
 * third.
 */
import type { PullContext } from './context.js';
import type { PassSummary } from './ledger.js';
import { type Gathered, pullPass } from './pull-pass.js';

const MAX_PASSES = 3;

export interface Proof {
  /** Milliseconds since the epoch at which the list stood as gathered. */
  readonly moment: number;
  /** A phrase for why nothing is proved; `null` when the list is complete. */
  readonly doubt: string | null;
}

/**
 * Gathers the list and proves it complete, or says why not.
 *
 * @throws KlarifyGraphError when a page cannot be had.
 */
export async function gatherAndProve(
  context: PullContext,
  gathered: Gathered,
  signal: AbortSignal,
): Promise<Proof> {
  let before: PassSummary | null = null;
  let doubt = '';
  for (let pass = 1; ; pass++) {
    gathered.passes = pass;
    const moment = context.effects.now();
    const knownPages = before?.fault === null ? before.pages.length : null;
    const after: PassSummary = await pullPass(context, { pass, knownPages, signal }, gathered);
    if (after.fault === null && after.pages.length === 1) return { moment, doubt: null };
    if (before !== null && confirms(before, after)) return { moment, doubt: null };
    doubt = doubtAbout(before, after) ?? doubt;
    const hopeless = before !== null && after.fault !== null;
    if (hopeless || pass === MAX_PASSES) return { moment, doubt };
    before = after;
  }
}

function confirms(before: PassSummary, after: PassSummary): boolean {
  if (before.fault !== null || after.fault !== null) return false;
  if (differingPage(before, after) === null) return true;
  return after.total !== null && before.total === after.total && before.content === after.content;
}

function doubtAbout(before: PassSummary | null, after: PassSummary): string | null {
  if (before?.fault != null && before.fault === after.fault) {
    return `the pages do not fit together, twice in the same way: ${after.fault}`;
  }
  if (after.fault !== null) return `the list kept changing during the pull: ${after.fault}`;
  if (before === null || before.fault !== null) return null;
  const page = differingPage(before, after);
  if (before.content === after.content) {
    const unknown = 'without a totalCount nobody can tell whether one was missed';
    return `procedures changed places between two readings (page ${page}), and ${unknown}`;
  }
  return `the list kept changing during the pull: page ${page} differed between two readings`;
}

function differingPage(before: PassSummary, after: PassSummary): number | null {
  const pages = Math.max(before.pages.length, after.pages.length);
  for (let page = 0; page < pages; page++) if (before.pages[page] !== after.pages[page]) return page;
  return null;
}
