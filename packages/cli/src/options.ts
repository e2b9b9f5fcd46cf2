import { KlarifyGraphError } from '@klarify-graph/core';
import { InvalidArgumentError } from 'commander';

/** The options that every command takes. */
export interface CommonOptions {
  readonly snapshot?: string;
  readonly sample?: boolean;
  readonly store?: string;
  readonly apiUrl?: string;
  readonly accessKeyFile?: string;
  /** Milliseconds. */
  readonly maxAge: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly concurrency: number;
  readonly allowIncomplete?: boolean;
  readonly ignoreAmbiguous?: boolean;
  readonly config?: string;
  readonly format?: string;
  readonly out?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

/** Those of `sync`. */
export interface SyncOptions extends CommonOptions {
  /** Snapshots to keep of an endpoint and key. */
  readonly keep: number;
  readonly incremental?: boolean;
  /** Milliseconds. */
  readonly maxFullAge: number;
}

/** Those of commands that exit with 1 when they find something. */
export interface FindingOptions extends CommonOptions {
  readonly exitZero?: boolean;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a duration such as `90s`, `15m`, `24h`, `7d`; a bare number is in `unit`. Milliseconds. */
export function durationIn(unit: 's' | 'm' | 'h'): (text: string) => number {
  return (text) => {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$/.exec(text.trim());
    if (match === null) throw new InvalidArgumentError('Give a duration such as 90s, 15m, 24h or 7d.');
    return Number(match[1]) * UNITS[match[2] ?? unit]!;
  };
}

/** Reads a duration that is longer than none. Milliseconds. */
export function someDurationIn(unit: 's' | 'm' | 'h'): (text: string) => number {
  const read = durationIn(unit);
  return (text) => {
    const duration = read(text);
    if (duration === 0) throw new InvalidArgumentError('Give a duration that is longer than 0.');
    return duration;
  };
}

/** Reads a whole number within bounds. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      const bounds = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`Give a whole number ${bounds}.`);
    }
    return value;
  };
}

/** The format asked for, checked against what the command has. */
export function formatFrom<Format extends string>(
  command: string,
  asked: string | undefined,
  formats: readonly Format[],
  fallback: Format,
): Format {
  if (asked === undefined) return fallback;
  const found = formats.find((format) => format === asked.toLowerCase());
  if (found !== undefined) return found;
  throw new KlarifyGraphError(
    'invalid-usage',
    `\`${command}\` has no format "${asked}". Its formats are ${formats.join(', ')}.`,
  );
}
