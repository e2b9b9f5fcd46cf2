import type { $Fetch } from 'ofetch';
import { KlarifyGraphError, type KlarifyGraphErrorCode } from '../errors.js';
import type { RequestBudget } from './budget.js';
import { DEFAULT_ENDPOINT, shownEndpoint } from './endpoint.js';
import type { Limiter } from './limiter.js';
import type { Redactor } from './redact.js';
import type { PullSettings } from './settings.js';

/** What everything within one pull shares. */
export interface PullContext {
  readonly endpoint: URL;
  readonly accessKey: string;
  readonly settings: PullSettings;
  readonly http: $Fetch;
  readonly effects: Effects;
  readonly redactor: Redactor;
  readonly budget: RequestBudget;
  readonly limiter: Limiter;
  readonly onRequest: (line: string) => void;
  /** Called once for every page that arrives, in the order of arrival. */
  readonly onPage: (page: ArrivedPage) => void;
}

export interface ArrivedPage {
  readonly pass: number;
  readonly records: number;
  readonly totalPages: number | null;
}

export interface Effects {
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

/** An error whose message is free of the key; it carries no foreign error, as those hold the address. */
export function failure(
  context: PullContext,
  code: KlarifyGraphErrorCode,
  message: string,
): KlarifyGraphError {
  return new KlarifyGraphError(code, context.redactor.redact(message));
}

export function aborted(): KlarifyGraphError {
  return new KlarifyGraphError('aborted', 'The pull was interrupted; nothing was stored.');
}

/** Where the requests go, for messages. */
export function addressOf(context: PullContext): string {
  return shownEndpoint(context.endpoint);
}

/** True when the user set the address, so that a wrong address is a possible cause. */
export function isOverridden(context: PullContext): boolean {
  return addressOf(context) !== DEFAULT_ENDPOINT;
}

export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
