import type { RecordSource } from './source.js';
import type { Envelope, EnvelopeLie, LoggedRequest } from './types.js';

const DEFAULT_PAGE_SIZE = 100;

/** The envelope that a request gets, with the lies told about it in the order given. */
export function computeEnvelope(
  request: LoggedRequest,
  source: RecordSource,
  maxPageSize: number,
  lies: readonly EnvelopeLie[],
): Envelope {
  const pageSize = Math.min(wholeNumber(request.query['pageSize'], DEFAULT_PAGE_SIZE, 1), maxPageSize);
  const { sort, last_updated_at: since } = request.query;
  const slice = (start: number, end: number) => source.slice(sort, since, start, end);
  const { total } = slice(0, 0);
  const lastPage = Math.max(0, Math.ceil(total / pageSize) - 1);
  const page = servedPage(request.page, lastPage, lies);
  const start = page * pageSize;
  const envelope: Envelope = {
    data: slice(start, start + pageSize).records,
    hasNext: start + pageSize < total,
    ...(source.hasTotalCount ? { totalCount: total } : {}),
  };
  for (const lie of lies) {
    switch (lie.kind) {
      case 'has-next-always':
        envelope.hasNext = true;
        break;
      case 'has-next-false-at':
        if (request.page === lie.page) envelope.hasNext = false;
        break;
      case 'total-count':
        if (lie.value === undefined) delete envelope.totalCount;
        else envelope.totalCount = lie.value;
        break;
      case 'duplicate-across-pages':
        if (page > 0) envelope.data = [...slice(start - 1, start).records, ...envelope.data];
        break;
      case 'null-fields':
      case 'wrong-type-fields':
        envelope.data = envelope.data.map((record) =>
          isRecord(record) ? lie.patch(structuredClone(record)) : record,
        );
        break;
      case 'ignore-page':
        break;
    }
  }
  return envelope;
}

/** A parameter that is absent, not a whole number or too small counts as not given. */
export function wholeNumber(text: string | undefined, otherwise: number, least: number): number {
  const value = text === undefined || !/^\d{1,9}$/.test(text) ? otherwise : Number(text);
  return value < least ? otherwise : value;
}

function servedPage(asked: number, lastPage: number, lies: readonly EnvelopeLie[]): number {
  let page = asked;
  for (const lie of lies) {
    if (lie.kind === 'ignore-page') page = 0;
    if (lie.kind === 'has-next-always' && lie.mode === 'same-page') page = Math.min(page, lastPage);
  }
  return page;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
