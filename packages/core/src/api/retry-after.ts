/** More than this is no answer to "when may I come back?". */
const ABSURD_MS = 366 * 24 * 3600 * 1000;

/**
 * Reads a `Retry-After` header: whole seconds or an HTTP date. Returns the milliseconds to wait from `now` on, or
 * `null` for what is missing, illegible, past or absurd.
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  const wait = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : untilDate(text, now);
  return Number.isFinite(wait) && wait > 0 && wait <= ABSURD_MS ? wait : null;
}

function untilDate(text: string, now: number): number {
  // `Date.parse` alone takes "-5" for a day in May.
  return /^[A-Z][a-z]{2,8}, .*\d\d:\d\d:\d\d GMT$/.test(text) ? Date.parse(text) - now : Number.NaN;
}
