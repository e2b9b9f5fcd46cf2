import { DEFAULT_ENDPOINT } from './endpoint.js';

/** What of a pull's options has numbers in it. */
export interface PullLimits {
  /** Records asked for per request; the server may send fewer. */
  readonly pageSize?: number;
  /** Requests at a time, 1 to 8. */
  readonly concurrency?: number;
  /** Milliseconds after which one request is given up. */
  readonly timeoutMs?: number;
  /**
   * Milliseconds without a byte after which one request is given up; never more than `timeoutMs`. Where it is left out,
   * 15 s, or half of a `timeoutMs` that is longer than 30 s: who waits longer in all also waits longer for a byte.
   */
  readonly idleTimeoutMs?: number;
  /** How often one request is sent at most. */
  readonly tries?: number;
}

/** What stands where an option is left out. */
export const DEFAULT_FETCH_ALL_OPTIONS = {
  endpoint: DEFAULT_ENDPOINT,
  pageSize: 100,
  concurrency: 6,
  timeoutMs: 30_000,
  idleTimeoutMs: 15_000,
  tries: 4,
  allowIncomplete: false,
} as const;

const MAX_CONCURRENCY = 8;

export interface PullSettings {
  /** ISO 8601: only records modified after this; `null` for all. */
  readonly changedSince: string | null;
  readonly pageSize: number;
  readonly timeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly tries: number;
}

/** The settings of a pull of everything. */
export function settingsFrom(limits: PullLimits): PullSettings {
  const defaults = DEFAULT_FETCH_ALL_OPTIONS;
  const timeoutMs = atLeastOne(limits.timeoutMs, defaults.timeoutMs);
  const idleTimeoutMs = atLeastOne(limits.idleTimeoutMs, Math.max(defaults.idleTimeoutMs, timeoutMs / 2));
  return {
    changedSince: null,
    pageSize: Math.floor(atLeastOne(limits.pageSize, defaults.pageSize)),
    timeoutMs,
    idleTimeoutMs: Math.min(timeoutMs, idleTimeoutMs),
    tries: Math.floor(atLeastOne(limits.tries, defaults.tries)),
  };
}

/** How many requests may be under way at a time. */
export function concurrencyFrom({ concurrency }: PullLimits): number {
  return Math.min(
    MAX_CONCURRENCY,
    Math.floor(atLeastOne(concurrency, DEFAULT_FETCH_ALL_OPTIONS.concurrency)),
  );
}

function atLeastOne(value: number | undefined, fallback: number): number {
  return value !== undefined && Number.isFinite(value) ? Math.max(1, value) : fallback;
}
