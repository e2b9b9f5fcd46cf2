import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createFetch } from 'ofetch';
import { KlarifyGraphError } from '../errors.js';
import type { Diagnostic } from '../model/procedure.js';
import { isRawObject, readId } from '../model/raw-fields.js';
import { validateAccessKey } from './access-key.js';
import { RequestBudget } from './budget.js';
import { type ArrivedPage, aborted, addressOf, failure, type PullContext } from './context.js';
import { DEFAULT_ENDPOINT, validateEndpoint } from './endpoint.js';
import { Limiter } from './limiter.js';
import { fetchPage } from './page.js';
import { gatherAndProve, type Proof } from './prove.js';
import { type Transport, transportFor } from './proxy.js';
import type { Gathered } from './pull-pass.js';
import { createRedactor, MIN_KEY_LENGTH_TO_SEARCH_FOR, type Redactor } from './redact.js';
import { concurrencyFrom, type PullLimits, settingsFrom } from './settings.js';

export interface FetchAllOptions extends PullLimits {
  /** The address of the list; `https:`, or `http:` to a loopback host. */
  readonly endpoint?: string;
  readonly accessKey: string;
  /** Return what was found, marked as incomplete, where completeness cannot be proved. */
  readonly allowIncomplete?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FetchProgress) => void;
  /** Called after each request with a line for the log, the key masked. */
  readonly onRequest?: (line: string) => void;
  /** Defaults to the runtime's, or one through the proxy that the environment names. */
  readonly fetch?: typeof globalThis.fetch;
  /** Waits for so many milliseconds; may reject once the signal aborts. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** From 0 up to, not including, 1. */
  readonly random?: () => number;
}

export interface FetchProgress {
  /** 1 for the first reading of the list, 2 for the one that confirms it, at most 3. */
  readonly pass: number;
  /** Pages and records that arrived in this pass. */
  readonly pages: number;
  readonly records: number;
  /** `null` while nobody knows. */
  readonly totalPages: number | null;
}

export interface FetchResult {
  /** As received and in the order of the list, duplicates included. */
  readonly records: readonly unknown[];
  /** True when the records are proved to be the list as it stood at one moment of the pull. */
  readonly complete: boolean;
  /** Why nothing is proved; only with `complete: false`. */
  readonly incompleteReason?: string;
  /** HTTP requests sent, retries included. */
  readonly requests: number;
  readonly passes: number;
  /** ISO 8601 UTC: the moment at which the list stood so. */
  readonly fetchedAt: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Fetches every record of the organisation and proves that none was missed; how is told in prove.ts.
 * Sends at most 4·N + 20 requests for N pages. An empty organisation gives no records.
 *
 * @throws KlarifyGraphError `invalid-endpoint` and `invalid-access-key` before any request; `access-denied`,
 *   `api-failed`, `api-unreachable`, `api-timeout`, `api-unexpected` when a page cannot be had; `incomplete` when
 *   completeness cannot be proved and `allowIncomplete` is not set; `aborted` when the signal aborts.
 *   No error holds the access key, nor has it a foreign error as its cause.
 */
export function fetchAllProcedures(options: FetchAllOptions): Promise<FetchResult> {
  return withContext(options, (context, signal) => pull(context, options, signal));
}

/** What changed, and how long the whole list is. */
export interface FetchedChanges extends FetchResult {
  /** The number of procedures on the whole list, where the server says it (dialect A); else `null`. */
  readonly listTotal: number | null;
}

/**
 * Fetches the records that were modified after a moment (ISO 8601), read twice as the whole list is. What it cannot
 * show: deletions, and references that changed on a record without it being modified.
 *
 * @throws KlarifyGraphError as {@link fetchAllProcedures}.
 */
export function fetchChanges(options: FetchAllOptions, since: string): Promise<FetchedChanges> {
  return withContext(options, async (context, signal) => {
    const { settings } = context;
    const changes = await pull(
      { ...context, settings: { ...settings, changedSince: since } },
      options,
      signal,
    );
    const whole = await fetchPage({ ...context, settings: { ...settings, pageSize: 1 } }, 0, signal);
    return { ...changes, requests: context.budget.used, listTotal: whole.totalCount };
  });
}

/** Gives a pull what it works with, and makes sure that nothing of the access key gets out of it. */
async function withContext<Result>(
  options: FetchAllOptions,
  use: (context: PullContext, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const endpoint = validateEndpoint(options.endpoint ?? DEFAULT_ENDPOINT);
  const accessKey = validateAccessKey(options.accessKey);
  const redactor = createRedactor(accessKey);
  if (accessKey.length >= MIN_KEY_LENGTH_TO_SEARCH_FOR && redactor.holdsKey(endpoint.href)) {
    throw new KlarifyGraphError(
      'invalid-endpoint',
      'The API address contains the access key; remove it there.',
    );
  }
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const stop = (): void => controller.abort();
  options.signal?.addEventListener('abort', stop, { once: true });
  let transport: Transport | null = null;
  try {
    if (options.signal?.aborted) throw aborted();
    transport =
      options.fetch === undefined
        ? await transportFor(endpoint, process.env)
        : { fetch: options.fetch, close: () => {} };
    return await use(createContext(options, { endpoint, accessKey, redactor, transport }), controller.signal);
  } catch (error) {
    throw error instanceof KlarifyGraphError ? error : unexpected(error, redactor);
  } finally {
    stop();
    options.signal?.removeEventListener('abort', stop);
    transport?.close();
  }
}

async function pull(
  context: PullContext,
  options: FetchAllOptions,
  signal: AbortSignal,
): Promise<FetchResult> {
  const gathered: Gathered = { pages: [], passes: 0, unreadableTotal: null };
  const started = context.effects.now();
  const proof = await gatherAndProve(context, gathered, signal).catch((error: unknown): Proof => {
    const partial =
      error instanceof KlarifyGraphError && error.code === 'incomplete' && gathered.pages.length > 0;
    if (!partial || options.allowIncomplete !== true) throw error;
    return { moment: started, doubt: error.message };
  });
  const doubt = proof.doubt === null ? null : context.redactor.redact(proof.doubt);
  if (doubt !== null && options.allowIncomplete !== true) {
    throw failure(
      context,
      'incomplete',
      `The list could not be shown to be complete: ${doubt}. Try again at a quieter time, or store it marked as ` +
        'incomplete with --allow-incomplete.',
    );
  }
  const records = gathered.pages.flat();
  if (doubt === null && records.length > 0 && !records.some(hasUsableId)) {
    throw failure(
      context,
      'api-unexpected',
      `${addressOf(context)} sent ${records.length} records of which none has an id; they are no procedures. Check --api-url, and whether Klarify changed its API.`,
    );
  }
  return {
    records,
    complete: doubt === null,
    ...(doubt === null ? {} : { incompleteReason: doubt }),
    requests: context.budget.used,
    passes: gathered.passes,
    fetchedAt: new Date(proof.moment).toISOString(),
    diagnostics: diagnosticsOf(context, gathered),
  };
}

function hasUsableId(record: unknown): boolean {
  return isRawObject(record) && readId(record['id']) !== null;
}

function diagnosticsOf(context: PullContext, gathered: Gathered): Diagnostic[] {
  if (gathered.unreadableTotal === null) return [];
  const shown = context.redactor.quote(gathered.unreadableTotal, 60);
  const message = `${addressOf(context)} sent a totalCount that is no number of procedures (${shown}); it was ignored.`;
  return [{ code: 'unreadable-total', message: context.redactor.redact(message) }];
}

function createContext(
  options: FetchAllOptions,
  parts: Pick<PullContext, 'endpoint' | 'accessKey' | 'redactor'> & { readonly transport: Transport },
): PullContext {
  const { transport, ...shared } = parts;
  return {
    ...shared,
    settings: settingsFrom(options),
    http: createFetch({ fetch: transport.fetch }),
    effects: {
      sleep: options.sleep ?? ((ms, signal) => delay(ms, undefined, { signal })),
      now: options.now ?? Date.now,
      random: options.random ?? Math.random,
    },
    budget: new RequestBudget(),
    limiter: new Limiter(concurrencyFrom(options)),
    onRequest: options.onRequest ?? (() => {}),
    onPage: progressCounter(options.onProgress),
  };
}

function progressCounter(onProgress: FetchAllOptions['onProgress']): (page: ArrivedPage) => void {
  let current = { pass: 0, pages: 0, records: 0 };
  return ({ pass, records, totalPages }) => {
    if (current.pass !== pass) current = { pass, pages: 0, records: 0 };
    current.pages++;
    current.records += records;
    onProgress?.({ ...current, totalPages });
  };
}

/** A defect, or a callback of the caller's that threw: even then nothing of the address may get out. */
function unexpected(error: unknown, redactor: Redactor): KlarifyGraphError {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
  return new KlarifyGraphError('api-failed', `The pull failed unexpectedly (${redactor.quote(text, 300)}).`);
}
