import { setMaxListeners } from 'node:events';
import { failure, type PullContext } from './context.js';
import type { Envelope } from './envelope.js';
import { PassLedger, type PassSummary } from './ledger.js';
import { fetchPage } from './page.js';

/** A list of more pages than this is one that never ends. */
const MAX_PAGES = 100_000;

/** What a pull gathers; a later pass replaces the pages of an earlier one, so that no two copies are held. */
export interface Gathered {
  readonly pages: (readonly unknown[])[];
  /** Passes begun. */
  passes: number;
  /** The first `totalCount` that made no sense. */
  unreadableTotal: string | null;
}

/**
 * Reads every page once, in whatever order is fast, and takes them in the order of the list.
 *
 * With `knownPages`, the last page is asked for first and alone: the proof rests on that moment, see prove.ts.
 * Else page 0 is. The number of pages then comes from `totalCount`; without one, as many pages are asked for ahead as
 * have come already, up to the number of requests at a time, and what lies beyond the last page is dropped.
 *
 * @throws KlarifyGraphError when a page within the list cannot be had.
 */
export async function pullPass(
  context: PullContext,
  plan: { readonly pass: number; readonly knownPages: number | null; readonly signal: AbortSignal },
  gathered: Gathered,
): Promise<PassSummary> {
  const ledger = new PassLedger((text) => context.redactor.quote(text, 60));
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const stop = (): void => controller.abort();
  plan.signal.addEventListener('abort', stop, { once: true });
  if (plan.signal.aborted) stop();

  const asked = new Map<number, Promise<Envelope>>();
  const ask = (page: number): Promise<Envelope> => {
    const earlier = asked.get(page);
    if (earlier !== undefined) return earlier;
    const answer = fetchPage(context, page, controller.signal).then((envelope) => {
      const totalPages = ledger.expectedPages ?? plan.knownPages;
      context.onPage({ pass: plan.pass, records: envelope.records.length, totalPages });
      return envelope;
    });
    // Only pages that the list reaches may fail the pull: what a server says of a page beyond its end is no matter.
    answer.catch(() => {});
    asked.set(page, answer);
    return answer;
  };

  try {
    if (plan.knownPages !== null && plan.knownPages > 1) await ask(plan.knownPages - 1).catch(() => {});
    for (let page = 0, more = true; more; page++) {
      if (page >= MAX_PAGES)
        throw failure(context, 'api-unexpected', `The list has more than ${MAX_PAGES} pages.`);
      askAhead(page, ledger.expectedPages ?? plan.knownPages, context.limiter.limit, ask);
      const envelope = await ask(page);
      asked.delete(page);
      gathered.pages[page] = envelope.records;
      gathered.unreadableTotal ??= envelope.unreadableTotal;
      more = ledger.add(envelope);
      context.budget.expectPages(Math.min(ledger.expectedPages ?? 0, page + 1 + 2 * context.limiter.limit));
      context.budget.expectPages(page + 1);
    }
  } finally {
    stop();
    plan.signal.removeEventListener('abort', stop);
    await Promise.allSettled(asked.values());
  }
  const summary = ledger.summary();
  // After a pass that broke off, what an earlier one found further on is better than nothing.
  if (summary.fault === null) gathered.pages.length = ledger.length;
  return summary;
}

function askAhead(
  page: number,
  pages: number | null,
  atATime: number,
  ask: (page: number) => Promise<Envelope>,
): void {
  const known = pages !== null && page < pages;
  // Twice as many as may run, so that a slow page does not leave the others idle.
  const end = known ? Math.min(pages, page + 2 * atATime) : page + Math.max(1, Math.min(atATime, page));
  for (let ahead = page; ahead < end; ahead++) void ask(ahead);
}
