import type { Procedure } from '@klarify-graph/core';

const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Z}]/u;
const NUMBERS = new Intl.NumberFormat('en-US');

/** The name to show: one that has nothing visible becomes "(no name)". */
export function displayName({ name }: Pick<Procedure, 'name'>): string {
  return VISIBLE.test(name) ? name : '(no name)';
}

/** The name for a place where no element can isolate its writing direction, such as a title. */
export function isolatedName(procedure: Pick<Procedure, 'name'>): string {
  return `\u2068${displayName(procedure).replace(/\s+/g, ' ')}\u2069`;
}

/** 1247 → "1,247". */
export function formatCount(count: number): string {
  return NUMBERS.format(count);
}

/** "1 call", "1,247 calls". */
export function countOf(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** The day of an ISO 8601 time, or the text itself where it is none. */
export function formatDay(time: string): string {
  return /^\d{4}-\d{2}-\d{2}/.exec(time)?.[0] ?? time;
}

/** "PROCESS_MODEL" → "Process model". */
export function humanise(code: string): string {
  const words = code.replaceAll('_', ' ').trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The address when it is one that a link may lead to, else `undefined`. */
export function safeLink(url: string | null): string | undefined {
  if (url === null || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}

/** "21 %"; what is not nothing is at least "under 1 %", what is not all at most "over 99 %". */
export function formatShare(count: number, of: number): string {
  const percent = Math.round((100 * count) / Math.max(1, of));
  if (percent === 0 && count > 0) return 'under 1\u00a0%';
  if (percent === 100 && count < of) return 'over 99\u00a0%';
  return `${percent}\u00a0%`;
}
