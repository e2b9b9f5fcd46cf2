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
  return Date.parse(lacksZone(text) ? `${text.trim().replace(' ', 'T')}Z` : text);
}
