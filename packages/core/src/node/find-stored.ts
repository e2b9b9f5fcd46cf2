import { basename } from 'node:path';
import { KlarifyGraphError } from '../errors.js';
import { isInCalendar } from '../model/time.js';
import type { StoredFile } from './stored-files.js';

/** Names a stored snapshot: so many before the newest, or the newest taken by the end of a time. */
export type StoredReference =
  | { readonly kind: 'recent'; readonly back: number; readonly text: string }
  | { readonly kind: 'time'; readonly until: string; readonly text: string };

const RECENT = /^latest(?:~(\d{1,6}))?$/i;
const TIME = /^\d{4}-\d{2}(?:-\d{2}(?:T\d{2}(?::\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?Z?)?)?$/i;

/**
 * Reads `latest`, `latest~N`, or the beginning of an ISO 8601 time in UTC, from the month on (`2026-11`, `2026-11-20`,
 * `2026-11-20T08:30`, with or without a `Z` behind a time of day). `undefined` for anything else, such as the name of a
 * file; a file called like that is written `./latest`.
 *
 * @throws KlarifyGraphError `invalid-usage` on a time that the calendar or the clock does not have: the newest snapshot of
 * before the thirteenth month is not what was meant.
 */
export function parseStoredReference(text: string): StoredReference | undefined {
  const recent = RECENT.exec(text);
  if (recent !== null) return { kind: 'recent', back: Number(recent[1] ?? 0), text };
  if (!TIME.test(text)) return undefined;
  const until = text.toUpperCase().replace(/Z$/, '');
  if (!isInCalendar(until)) {
    throw new KlarifyGraphError(
      'invalid-usage',
      `There is no such time as ${text}. Give one in UTC such as 2026-11-20 or 2026-11-20T08:30; a file of that name is ./${text}.`,
    );
  }
  return { kind: 'time', until, text };
}

/**
 * Finds a stored snapshot among those of one organisation, given the oldest first. A time finds the newest one taken
 * during it or before: `2026-11-20` that which was the newest when the day ended. A damaged file is found like any other,
 * by the time in its name, so that no older one passes for it; reading it says what is wrong.
 *
 * @throws KlarifyGraphError `no-data` where there is none; the message says which there are.
 */
export function findStored(files: readonly StoredFile[], reference: StoredReference): StoredFile {
  const found =
    reference.kind === 'recent'
      ? files.at(-1 - reference.back)
      : files.findLast((file) => takenAt(file).slice(0, reference.until.length) <= reference.until);
  if (found !== undefined) return found;
  const oldest = files[0];
  if (oldest === undefined) {
    throw new KlarifyGraphError(
      'no-data',
      `There is no stored snapshot "${reference.text}": nothing is stored yet. Run \`klarify-graph sync\`, or name files.`,
    );
  }
  const which =
    reference.kind === 'recent'
      ? `only ${files.length} ${files.length === 1 ? 'is' : 'are'} stored`
      : `the oldest was taken at ${takenAt(oldest)}`;
  throw new KlarifyGraphError(
    'no-data',
    `There is no stored snapshot "${reference.text}": ${which}. Name one that \`klarify-graph snapshots\` lists.`,
  );
}

/** When a file was taken, as its name has it: `2026-11-20T08-30-00.000Z-….json`. */
function takenAt({ path }: StoredFile): string {
  return basename(path)
    .slice(0, 24)
    .replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:');
}
