const BEGINS_WITH_DATE = /^\s*\d{4}-\d\d-\d\d(?:\D|$)/;
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;

/** True for a date and time that does not say in which zone it is meant. */
export function lacksZone(text: string): boolean {
  return WITHOUT_ZONE.test(text.trim());
}

/**
 * The moment an ISO 8601 text means, in milliseconds since the epoch; `NaN` where it cannot be read. A time without a
 * zone is taken as UTC, so that an answer does not hang on the zone of the machine that gives it.
 */
export function parseTime(text: string): number {
  // Engines read much else as a time, some of it in the zone of the machine: "release 12" is a day in December.
  if (!BEGINS_WITH_DATE.test(text)) return Number.NaN;
  return Date.parse(lacksZone(text) ? `${text.trim().replace(' ', 'T')}Z` : text);
}

/** The rest of a time of which only the beginning is given. */
const REST = '0000-01-01T00:00:00.000';

/** Tells whether the beginning of an ISO 8601 time in UTC, from the year on, is of a time that there is. */
export function isInCalendar(beginning: string): boolean {
  const time = Date.parse(`${beginning}${REST.slice(beginning.length)}Z`);
  // Engines take the thirtieth of February for the second of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(beginning);
}
